import { Injectable } from '@nestjs/common';
import { Calendar } from '../../../../calendar/calendar.service.js';
import { civilDate, civilTimeOfDay, civilWeekday } from '../../../../calendar/domain/civil-time.js';
import { Catalogue } from '../../../../catalogue/catalogue.service.js';
import { explain } from '../../../../routing/domain/explain.js';
import type { RoutedMatter, RoutingMoment } from '../../../../routing/domain/matter.js';
import { Routing } from '../../../../routing/routing.service.js';
import { searchable } from '../../../../shared/normalize.js';
import { Clock } from '../../../../shared/clock.js';
import type { FieldError } from '../../../../shared/refusal.js';
import { Territory } from '../../../../territory/territory.service.js';
import type { RuleChoices } from '../rule-choices.service.js';
import type { TrialForm } from './trial-form.js';

type Explained = ReturnType<typeof explain>;

/** Says what the rules would do with an example. Refuses, at its field, a place outside the town or a category that is not there. */
@Injectable()
export class ExampleTrial {
  constructor(
    private readonly routing: Routing,
    private readonly catalogue: Catalogue,
    private readonly territory: Territory,
    private readonly calendar: Calendar,
    private readonly clock: Clock,
  ) {}

  async run(
    form: TrialForm,
    choices: RuleChoices,
  ): Promise<Explained | { readonly errors: readonly FieldError[] }> {
    const category = await this.catalogue.openByCode(form.category);
    if (!category) return { errors: [{ field: 'category', code: 'not-a-choice' }] };
    const where = await this.where(form, choices);
    if ('errors' in where) return { errors: where.errors.map(atTrialField) };
    const { rules, roster } = await this.routing.load();
    const matter: RoutedMatter = {
      ...where,
      categoryId: category.id,
      categoryOfficeId: category.officeId,
      kind: form.kind,
      answers: Object.fromEntries(form.answers.map(questionAndAnswer)),
      at: await this.moment(form),
    };
    return explain(rules, matter, roster);
  }

  private async where(form: TrialForm, choices: RuleChoices) {
    const { address, place: typed, area, latitude, longitude } = form;
    const areaId = choices.areas.find(({ code }) => code === area)?.id ?? null;
    if (!address && !typed && !latitude && !longitude) return { ...NOWHERE, areaId };
    const named = [...choices.placeNames].find(
      ([code, name]) => code === typed || searchable(name) === searchable(typed ?? ''),
    );
    const place = typed ? (named?.[0] ?? typed) : undefined;
    const found = await this.territory.check({ address, place, area, latitude, longitude });
    if ('errors' in found) return found;
    const { location } = found;
    const point =
      location.latitude === null || location.longitude === null
        ? null
        : { latitude: location.latitude, longitude: location.longitude };
    return {
      areaId: location.areaId,
      address: location.address,
      placePartnerId: location.placePartnerId,
      place: found.place,
      point,
    };
  }

  private async moment({ date, time }: TrialForm): Promise<RoutingMoment> {
    const now = this.clock.now();
    const day = date ?? civilDate(now);
    const days = await this.calendar.current();
    return {
      date: day,
      time: time ?? civilTimeOfDay(now),
      weekday: civilWeekday(day),
      isHoliday: days.isHoliday(day),
    };
  }
}

const NOWHERE = { address: null, placePartnerId: null, place: null, point: null };

function questionAndAnswer(ticked: string): [string, string] {
  const [question = '', ...rest] = ticked.split(':');
  return [question, rest.join(':')];
}

/** `location.place` is only `place` on this page. */
function atTrialField(error: FieldError): FieldError {
  return { ...error, field: error.field.replace(/^location\.?/, '') || 'address' };
}
