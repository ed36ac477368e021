/**
 * The words of `figures.ts`, in the order in which a reader needs them: each has a term and a text in the `statistics` language files,
 * `definitions.<code>`. The public page and the offices' page show the same.
 */
export const DEFINITIONS = [
  'month',
  'received',
  'inCharge',
  'closed',
  'outcome',
  'reopened',
  'withdrawn',
  'open',
  'sum',
  'firstAnswer',
  'closure',
  'net',
  'days',
  'working',
  'term',
  'satisfaction',
  'imported',
  'together',
  'dimension',
  'moves',
  'frozen',
] as const;
