import { type EntityManager, In, Like, Not } from 'typeorm';
import { Attachment } from '../attachments/attachment.entity.js';
import { VALUE } from '../steps/domain/step-draft.js';
import { StepValue } from '../steps/step-value.entity.js';

interface Place {
  readonly requestId: string;
  readonly seq: number;
}

/** What says who did it stays: a correction hides words, not people. */
const WHO = [VALUE.actorName, VALUE.performedBy];

/** The step's texts and files become internal. */
export async function hideTexts(em: EntityManager, place: Place): Promise<void> {
  await em.update(
    StepValue,
    { ...place, visibility: 'public', name: Not(In(WHO)) },
    { visibility: 'internal' },
  );
  // the letter repeats the words; it greets by name, so its visibility is another
  await em.update(StepValue, { ...place, name: VALUE.letter }, { visibility: 'internal' });
  await em.update(Attachment, place, { visibility: 'internal' });
}

/** The step's texts are emptied for good, with their salts; its files are no longer served. Contacts go by another way (erasing a person). */
export async function eraseTexts(em: EntityManager, place: Place, now: Date): Promise<void> {
  const texts = [
    VALUE.note,
    VALUE.internalNote,
    VALUE.title,
    VALUE.description,
    VALUE.answers,
    VALUE.letter,
    VALUE.attachments,
    'reason',
  ];
  const gone = { value: null, salt: null, erasedAt: now };
  await em.update(StepValue, { ...place, name: In(texts) }, gone);
  await em.update(StepValue, { ...place, name: Like('data.%') }, gone);
  await em.update(Attachment, place, { erasedAt: now, visibility: 'internal' });
}
