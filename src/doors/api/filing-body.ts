import { z } from 'zod';
import { ORIGINS } from '../../requests/facts/request-facts.entity.js';
import type { FilingCommand } from '../../requests/filing/filing-command.js';
import {
  INTAKE_CHANNELS,
  type IntakeChannel,
  REQUEST_KINDS,
} from '../../requests/service-request.entity.js';
import { LANGUAGES } from '../../shared/localized-text.js';
import { email, phone, text } from '../../web/fields.js';

const line = (max: number) => text(max).optional();

/** Body of `POST /api/v1/requests` (CONTRACT.md). */
export const filingBody = z.strictObject({
  category: z.string('required').min(1, 'required').max(60).describe('Code of a category'),
  title: text(4000).describe('What is wrong, in a line'),
  description: text(60_000, { lines: true }).describe('Details'),
  location: z
    .strictObject({
      address: line(400),
      place: z.string().max(60).optional().describe('Code of a known place'),
      area: z.string().max(60).optional().describe('Code of an area'),
      latitude: z.number().optional(),
      longitude: z.number().optional(),
    })
    .default({}),
  citizen: z
    .strictObject({
      firstName: line(60),
      lastName: line(60),
      email: email().optional(),
      phone: phone().optional(),
      postalAddress: line(200),
      organisation: line(120),
      language: z.enum(LANGUAGES).optional(),
      from: z.enum(ORIGINS).optional(),
    })
    .default({}),
  kind: z.enum(REQUEST_KINDS).default('report'),
  answers: z.record(z.string().max(60), z.union([z.string().max(4000), z.number()])).default({}),
  channel: z.enum(INTAKE_CHANNELS).optional().describe('Only for council people and helpers'),
  occurredAt: z.iso.datetime({ offset: true, error: 'date-time-not-valid' }).optional(),
});
export type FilingBody = z.output<typeof filingBody>;

export function filingCommand(body: FilingBody, channel: IntakeChannel): FilingCommand {
  const { citizen } = body;
  return {
    kind: body.kind,
    category: body.category,
    title: body.title,
    description: body.description,
    location: body.location,
    contacts: {
      firstName: citizen.firstName ?? null,
      lastName: citizen.lastName ?? null,
      organisation: citizen.organisation ?? null,
      email: citizen.email ?? null,
      phone: citizen.phone ?? null,
      postalAddress: citizen.postalAddress ?? null,
    },
    notify: 'every-step',
    language: citizen.language ?? 'it',
    origin: citizen.from ?? null,
    answers: body.answers,
    channel,
    files: [],
    ...(body.occurredAt ? { occurredAt: new Date(body.occurredAt) } : {}),
  };
}
