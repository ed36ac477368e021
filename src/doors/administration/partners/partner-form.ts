/** What an administrator types of a partner. */
import { z } from 'zod';
import { CHANNELS } from '../../../deliveries/channels/channel.js';
import { PARTNER_KINDS } from '../../../partners/partner.entity.js';
import type { PartnerFields } from '../../../partners/partner-register.service.js';
import { LANGUAGES } from '../../../shared/localized-text.js';
import { optional, text, wholeNumber } from '../../../web/fields.js';

const fields = {
  name: text(120),
  kind: z.enum(PARTNER_KINDS),
  emergencyPhone: optional(text(40)),
  seesContacts: z.literal('on').optional(),
};

export const partnerForm = z.strictObject(fields);
export const newPartnerForm = z.strictObject({
  code: text(60).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'partner-code-shape'),
  ...fields,
});
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

export function partnerFields(form: z.output<typeof partnerForm>): PartnerFields {
  const { name, kind, emergencyPhone = null, seesContacts } = form;
  return { name, kind, emergencyPhone, agreement: { seesContacts: seesContacts === 'on' } };
}
