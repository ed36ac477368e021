import { Injectable } from '@nestjs/common';
import { Calendar } from '../../calendar/calendar.service.js';
import type { RunningTerm } from '../../calendar/domain/resumed.js';
import { Catalogue, type CatalogueCategory } from '../../catalogue/catalogue.service.js';
import { type Answer, checkAnswers, stopOf } from '../../catalogue/domain/check-answers.js';
import { Routing } from '../../routing/routing.service.js';
import { momentOf } from '../../routing/domain/matter.js';
import type { Route } from '../../routing/domain/route.js';
import { Settings } from '../../settings/settings.service.js';
import { type FieldError, Refusal } from '../../shared/refusal.js';
import type { CheckedLocation, TownLocation } from '../../territory/domain/check-location.js';
import { Territory } from '../../territory/territory.service.js';
import { givenAnswers } from '../assignment/routed-matters.js';
import { checkFiling } from './domain/check-filing.js';
import { termFrom } from '../domain/legal-term.js';
import type { FilingCommand } from './filing-command.js';

/** A filing that the town accepts: where it is, who works on it, when it is due. */
export interface Accepted extends RunningTerm {
  readonly command: FilingCommand;
  readonly category: CatalogueCategory;
  readonly answers: readonly Answer[];
  readonly location: TownLocation;
  readonly route: Route;
  readonly filedAt: Date;
}

const DAY_MS = 86_400_000;
/** A letter on paper may have lain for long before somebody at the desk files it. */
const DAYS_OF_PAPER = 366;
/** A program may have been without a network; number and term follow from the date, so nobody chooses it freely. */
const DAYS_OF_A_PROGRAM = 1;

/** When it is filed, and whether by somebody whose work is to file for others. */
export interface FiledBy {
  readonly now: Date;
  readonly forOthers: boolean;
}

/**
 * Checks a filing against the town: category, questions, place, people, lengths; and finds who works on it. Refuses with every error at its
 * field, or with `stopped` where it is an emergency (the notice is in `data.stop`). Reads only; runs before the transaction.
 */
@Injectable()
export class Intake {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly territory: Territory,
    private readonly routing: Routing,
    private readonly calendar: Calendar,
    private readonly settings: Settings,
  ) {}

  async accept(command: FilingCommand, by: FiledBy): Promise<Accepted | Refusal> {
    const category = await this.catalogue.openByCode(command.category);
    const stop = category ? stopOf(category, command.answers) : null;
    if (stop) return new Refusal('stopped', undefined, [], { stop });
    const location = await this.territory.check(command.location);
    const answers = category
      ? checkAnswers(category.questions, command.answers, command.language)
      : { answers: [] };
    const errors: FieldError[] = [
      ...(category
        ? []
        : [{ field: 'category', code: command.category ? 'category-unknown' : 'required' }]),
      ...('errors' in location ? location.errors : []),
      ...('errors' in answers ? answers.errors : []),
      ...checkFiling(command, await this.settings.all()),
      ...checkDate(command.occurredAt, by),
    ];
    if (!category || 'errors' in location || !('answers' in answers) || errors.length > 0)
      return Refusal.fields(errors);
    const filedAt = command.occurredAt ?? by.now;
    return {
      command,
      category,
      answers: answers.answers,
      location: location.location,
      filedAt,
      ...termFrom(filedAt, category.term, await this.calendar.current()),
      route: await this.route(command, { category, location, answers: answers.answers }, filedAt),
    };
  }

  /** A part of a request that was accepted before: place and person are the first one's, the questions are the part's own. */
  async acceptPart(
    command: FilingCommand,
    location: TownLocation,
    filedAt: Date,
  ): Promise<Accepted | Refusal> {
    const category = await this.catalogue.openByCode(command.category);
    const stop = category ? stopOf(category, command.answers) : null;
    if (stop) return new Refusal('stopped', undefined, [], { stop });
    const words = checkFiling(command, await this.settings.all());
    const checked = checkAnswers(category?.questions ?? [], command.answers, command.language);
    const errors = [
      ...(category
        ? 'errors' in checked
          ? checked.errors
          : []
        : [{ field: 'category', code: 'category-unknown' }]),
      ...words.filter(({ field }) => field === 'title' || field === 'description'),
    ];
    if (!category || !('answers' in checked) || errors.length > 0) return Refusal.fields(errors);
    const { answers } = checked;
    const found = { category, location: { location, place: null }, answers };
    return {
      ...{ command, category, answers, location, filedAt },
      ...termFrom(filedAt, category.term, await this.calendar.current()),
      route: await this.route(command, found, filedAt),
    };
  }

  private async route(
    command: FilingCommand,
    { category, location: { location, place }, answers }: Found,
    filedAt: Date,
  ): Promise<Route> {
    const { areaId, placePartnerId, address, latitude, longitude } = location;
    return this.routing.routeFor({
      categoryId: category.id,
      categoryOfficeId: category.officeId,
      areaId,
      placePartnerId,
      place,
      address,
      point: latitude === null || longitude === null ? null : { latitude, longitude },
      kind: command.kind,
      answers: givenAnswers(answers),
      at: momentOf(filedAt, await this.calendar.current()),
    });
  }
}

interface Found {
  readonly category: CatalogueCategory;
  readonly location: Exclude<CheckedLocation, { errors: unknown }>;
  readonly answers: readonly Answer[];
}

function checkDate(occurredAt: Date | undefined, { now, forOthers }: FiledBy): FieldError[] {
  if (!occurredAt) return [];
  if (occurredAt > now) return [{ field: 'occurredAt', code: 'occurred-in-future' }];
  const count = forOthers ? DAYS_OF_PAPER : DAYS_OF_A_PROGRAM;
  return now.getTime() - occurredAt.getTime() > count * DAY_MS
    ? [{ field: 'occurredAt', code: 'occurred-too-long-ago', data: { count } }]
    : [];
}
