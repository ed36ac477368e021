import { Injectable } from '@nestjs/common';
import { Catalogue } from '../../../catalogue/catalogue.service.js';
import type { Draft } from '../../../requests/filing/drafts.service.js';
import type { FilingCommand } from '../../../requests/filing/filing-command.js';
import { type Accepted, Intake } from '../../../requests/filing/intake.service.js';
import { Clock } from '../../../shared/clock.js';
import type { Language } from '../../../shared/localized-text.js';
import { searchable } from '../../../shared/normalize.js';
import { type FieldError, isRefusal, Refusal } from '../../../shared/refusal.js';
import type { TypedValues } from '../../../web/forms.js';
import { Territory } from '../../../territory/territory.service.js';
import { type ReadFiling, readFiling, withAnswersTo } from './typed-filing.js';

type Location = FilingCommand['location'];

/**
 * Says whether a draft could be filed as it is: the command and what the town makes of it, or every error at its field, those of reading
 * and those of the council's rules together. Refuses with `stopped` where it is an emergency. Writes nothing.
 */
@Injectable()
export class FilingCheck {
  constructor(
    private readonly intake: Intake,
    private readonly territory: Territory,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  async check(draft: Draft, language: Language): Promise<Accepted | Refusal> {
    const values: TypedValues = { ...draft.values };
    const read = readFiling(values, language);
    const place = await this.placeOf(read);
    const command: FilingCommand = {
      ...read.command,
      location: place.location,
      files: draft.files,
      draftId: draft.id,
    };
    const accepted = await this.intake.accept(command, {
      now: this.clock.now(),
      forOthers: false,
    });
    if (isRefusal(accepted) && accepted.code !== 'invalid') return accepted;
    const errors = merged(
      [...read.errors, ...place.errors],
      isRefusal(accepted) ? accepted.errors : [],
    );
    if (errors.length > 0) return Refusal.fields(errors);
    return accepted;
  }

  /** The same values without answers to the questions of a category that was chosen before. */
  async ownAnswers(values: TypedValues): Promise<TypedValues> {
    const code = typeof values['category'] === 'string' ? values['category'] : '';
    const category = await this.catalogue.openByCode(code);
    return withAnswersTo(values, category?.questions ?? []);
  }

  /** What was searched and not chosen: a name that fits exactly is that place; several are asked about; none is an address. */
  private async placeOf({
    command,
    search,
  }: ReadFiling): Promise<{ location: Location; errors: FieldError[] }> {
    const { location } = command;
    if (!search || isGiven(location)) return { location, errors: [] };
    const found = await this.territory.search(search);
    const exact = found.find((one) => searchable(one.name) === searchable(search));
    if (exact) return { location: { ...location, place: exact.code }, errors: [] };
    if (found.length > 0)
      return { location, errors: [{ field: 'location.search', code: 'place-to-choose' }] };
    return { location: { ...location, address: search }, errors: [] };
  }
}

function isGiven({ place, address, latitude, longitude }: Location): boolean {
  return [place, address, latitude, longitude].some((one) => one !== undefined);
}

/** One error a field, the reading's first; `location` says nothing new beside an error of one of its parts. */
function merged(first: readonly FieldError[], more: readonly FieldError[]): FieldError[] {
  const errors = [...first];
  for (const error of more) {
    const isSaid = errors.some(({ field }) => field === error.field);
    const isVague =
      error.field === 'location' && errors.some(({ field }) => field.startsWith('location.'));
    if (!isSaid && !isVague) errors.push(error);
  }
  return errors;
}
