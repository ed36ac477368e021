/** What an administrator types of a partner. */
import { z } from 'zod';
import { CHANNELS } from '../../../deliveries/channels/channel.js';
import { type ContactPerson, PARTNER_KINDS } from '../../../partners/partner.entity.js';
import type { PartnerFields } from '../../../partners/partner-register.service.js';
import { LANGUAGES } from '../../../shared/localized-text.js';
import { civilDate, email, optional, text, wholeNumber } from '../../../web/fields.js';

const fields = {
  name: text(120),
  kind: z.enum(PARTNER_KINDS),
  emergencyPhone: optional(text(40)),
  emergencyHours: optional(text(200)),
  hours: optional(text(200)),
  contactPeople: optional(text(2_000, { lines: true })),
  seesContacts: z.literal('on').optional(),
  until: optional(civilDate()),
};

/** A district council looks on without personal data: an agreement that said otherwise would be an empty promise. */
const SEES_NONE = {
  path: ['seesContacts'],
  error: 'council-sees-no-contacts',
};

export const partnerForm = z.strictObject(fields).refine(isKeepable, SEES_NONE);
export const newPartnerForm = z
  .strictObject({
    code: text(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'partner-code-shape'),
    ...fields,
  })
  .refine(isKeepable, SEES_NONE);
export const endpointForm = z.strictObject({
  channel: z.enum(CHANNELS),
  address: text(500),
  preference: wholeNumber(1, 20),
  language: z.enum(LANGUAGES),
});
export const operatorForm = z.strictObject({
  operatorCode: text(40),
  operatorName: optional(text(120)),
});

export const personForm = z.strictObject({
  personName: text(120, { min: 3 }),
  username: text(60),
  email: optional(email()),
});
export const placeForm = z.strictObject({ placeCode: text(60) });
export const areaForm = z.strictObject({ areaCode: text(60) });

function isKeepable(form: { kind: string; seesContacts?: 'on' | undefined }): boolean {
  return form.kind !== 'district-council' || form.seesContacts !== 'on';
}

export function partnerFields(form: z.output<typeof partnerForm>): PartnerFields {
  const { name, kind, seesContacts, until = null, contactPeople = '' } = form;
  const { emergencyPhone = null, emergencyHours = null, hours = null } = form;
  return {
    ...{ name, kind, emergencyPhone, emergencyHours, hours },
    contactPeople: peopleOf(contactPeople),
    agreement: { seesContacts: seesContacts === 'on', until },
  };
}

/** One person a line: the name, then after the first comma how to reach them. */
function peopleOf(lines: string): ContactPerson[] {
  return lines.split('\n').flatMap((line) => {
    const [name = '', ...reach] = line.split(',').map((part) => part.trim());
    return name === '' ? [] : [{ name, reach: reach.join(', ') }];
  });
}

/** The same people as they are typed. */
export function peopleLines(people: readonly ContactPerson[]): string {
  return people.map(({ name, reach }) => [name, reach].filter(Boolean).join(', ')).join('\n');
}
