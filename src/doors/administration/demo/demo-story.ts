import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { REASONS, SCORES } from '../../../feedback/domain/question.js';
import { ORIGINS } from '../../../requests/facts/request-facts.entity.js';
import { REQUEST_KINDS } from '../../../requests/service-request.entity.js';
import { LANGUAGES } from '../../../shared/localized-text.js';

/** How far a story has come: see the head of `demo-stories.yaml`. */
export const STAGES = [
  ...['received', 'taken', 'planned', 'inspected', 'assigned', 'work-done', 'verified', 'closed'],
  ...['offered', 'accepted', 'scheduled', 'done', 'checked', 'settled'],
  ...[
    'waiting-citizen',
    'waiting-third-party',
    'refused',
    'not-ours',
    'duplicate',
    'withdrawn',
    'reopened',
    'answered',
  ],
] as const;

const story = z.strictObject({
  daysAgo: z.number().int().min(0),
  hour: z.number().int().min(0).max(23).default(8),
  mine: z.boolean().default(false),
  category: z.string(),
  answers: z.record(z.string(), z.union([z.string(), z.number()])),
  to: z.enum(STAGES),
  address: z.string().optional(),
  place: z.string().optional(),
  title: z.string(),
  text: z.string(),
  who: z.tuple([z.string(), z.string()]),
  email: z.email().optional(),
  phone: z.string().optional(),
  from: z.enum(ORIGINS).default('resident'),
  kind: z.enum(REQUEST_KINDS).default('report'),
  language: z.enum(LANGUAGES).default('it'),
  /** Another office that is asked for its opinion, by code; without `answer` it has yet to give it. */
  asks: z
    .strictObject({ office: z.string(), what: z.string(), answer: z.string().optional() })
    .optional(),
  /** Of a duplicate: the title of the story before it that it repeats. */
  sameAs: z.string().optional(),
  /** What was said of the closing, some hours after it. */
  rating: z
    .strictObject({
      score: z.literal(SCORES),
      reasons: z.array(z.enum(REASONS)).default([]),
      text: z.string().optional(),
    })
    .optional(),
});
export type DemoStory = z.infer<typeof story>;

export async function demoStories(): Promise<DemoStory[]> {
  const text = await readFile(new URL('./demo-stories.yaml', import.meta.url), 'utf8');
  return z.array(story).parse(parse(text));
}
