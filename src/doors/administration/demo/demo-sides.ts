/** What happens beside a story's own way: another office is asked, a second report of the same thing is joined. Pure data. */
import type { Move } from './demo-move.js';
import type { DemoStory } from './demo-story.js';

/** The office that has the request asks another for its opinion, which it may have given meanwhile. */
export function askedMoves({ asks }: DemoStory): readonly Move[] {
  if (!asks) return [];
  const { office, what, answer } = asks;
  const asked: Move = {
    ...{ by: 'worker', after: 2, action: 'ask-opinion' },
    data: { office, instructions: what, askedBy: '@in-twelve-days' },
  };
  const answered: Move = { by: 'asked', after: 20, action: 'complete', note: answer ?? '' };
  return answer === undefined ? [asked] : [asked, answered];
}

/** "Already reported": whoever wrote second follows the first with the number they have. */
export const joined: Move = {
  by: 'head',
  after: 6,
  action: 'close-without-work',
  data: {
    outcome: 'duplicate',
    duplicateOf: '@same',
    whatWasDone:
      'La segnalazione riguarda un guasto già segnalato: si procede su quella arrivata per prima.',
    doneBy: 'Ufficio tecnico',
    citizenCan: 'Da questa pagina, con lo stesso numero, si segue anche il lavoro sulla prima.',
  },
};
