/** What a rule may ask beside category and area, as the council writes it: plain data, kept with the rule. What is left out is not asked. */
import type { Ring } from '../../territory/area.entity.js';

export const HOLIDAY_CHOICES = ['only', 'never'] as const;
export type HolidayChoice = (typeof HOLIDAY_CHOICES)[number];

export interface AskedAnswer {
  /** Code of a question of the rule's category. */
  readonly question: string;
  /** Values of which one must have been given; of a choice, its codes. */
  readonly in: readonly string[];
}

/** From one end to the other, both of one form (`HH:MM`, `MM-DD`); where `from` is the later one, over midnight or over the year's end. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export interface RuleConditions {
  readonly kinds?: readonly string[];
  readonly answers?: readonly AskedAnswer[];
  /** The point lies inside. */
  readonly boundary?: Ring;
  /** Names of roads, of which the address holds one. */
  readonly streets?: readonly string[];
  /** Codes of known places. */
  readonly places?: readonly string[];
  readonly placeKinds?: readonly string[];
  /** 1 is Monday, 7 is Sunday. */
  readonly weekdays?: readonly number[];
  readonly holidays?: HolidayChoice;
  /** Time of day in Europe/Rome, `HH:MM`; `to` is the first minute after it. */
  readonly hours?: Span;
  /** Days of the year, `MM-DD`, both included. */
  readonly season?: Span;
}
