import { Injectable } from '@nestjs/common';
import { civilDate } from '../../../calendar/domain/civil-time.js';
import { Catalogue } from '../../../catalogue/catalogue.service.js';
import { Offices } from '../../../offices/offices.service.js';
import { Partners } from '../../../partners/partners.service.js';
import type { RequestView } from '../../../requests/queries/request-view.js';
import { Clock } from '../../../shared/clock.js';
import { inLanguage, type Language } from '../../../shared/localized-text.js';
import type { ActionDefinition, FieldDefinition } from '../../../workflow/domain/document.js';
import { OfficePeople } from '../desk/office-people.js';

export interface FieldOption {
  readonly value: string;
  readonly label: string;
}

/** A field as the form shows it. */
export interface FieldModel {
  readonly name: string;
  readonly control:
    'line' | 'lines' | 'number' | 'date' | 'select' | 'checklist' | 'photos' | 'documents';
  readonly label: string;
  readonly hint: string | null;
  readonly required: boolean;
  readonly isInternal: boolean;
  readonly options: readonly FieldOption[];
  /** Asked only with these choices of another field: a script folds it away, the engine decides. */
  readonly when: { readonly field: string; readonly in: string } | null;
}

/** Promises the fields of an action with what may be chosen in each: people of the request's office, partners that work, and so on. */
@Injectable()
export class ActionFields {
  constructor(
    private readonly people: OfficePeople,
    private readonly offices: Offices,
    private readonly partners: Partners,
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  models(action: ActionDefinition, view: RequestView): Promise<FieldModel[]> {
    const { language } = view;
    return Promise.all(
      action.fields.map(async (field) => ({
        name: pageName(field),
        control: controlOf(field),
        label: inLanguage(field.label, language),
        hint: field.hint ? inLanguage(field.hint, language) : null,
        required: field.required,
        isInternal: action.visibility === 'internal' || field.visibility === 'internal',
        options: await this.options(field, view),
        when: field.requiredWhen
          ? { field: `data.${field.requiredWhen.field}`, in: field.requiredWhen.in.join(' ') }
          : null,
      })),
    );
  }

  private async options(field: FieldDefinition, view: RequestView): Promise<FieldOption[]> {
    const { language } = view;
    const named = (one: { code: string; name: Parameters<typeof inLanguage>[0] }): FieldOption => ({
      value: one.code,
      label: inLanguage(one.name, language),
    });
    switch (field.type) {
      case 'choice':
      case 'checklist':
        return (field.choices ?? []).map(({ code, label }) => ({
          value: code,
          label: inLanguage(label, language),
        }));
      case 'person':
        return (await this.people.of([view.office.id])).map(({ id, name }) => ({
          value: id,
          label: name,
        }));
      case 'office':
        return (await this.offices.list()).filter((one) => one.id !== view.office.id).map(named);
      case 'partner':
        return (await this.partners.inForce(civilDate(this.clock.now()))).map(({ code, name }) => ({
          value: code,
          label: name,
        }));
      case 'category':
        return (await this.catalogue.open())
          .filter((one) => one.code !== view.category.code)
          .map(named);
      default:
        return [];
    }
  }
}

/** What the fields begin with: templates, in the language of whoever will read them. */
export function templateValues(
  action: ActionDefinition,
  language: Language,
): Record<string, string> {
  const prefilled = action.fields.flatMap(({ code, template }) =>
    template ? [[`data.${code}`, inLanguage(template, language)] as const] : [],
  );
  return Object.fromEntries(prefilled);
}

/** Each field for a partner begins with this one; where there is none of this code, nothing is chosen. */
export function partnerValues({ fields }: ActionDefinition, code: string): Record<string, string> {
  const partners = fields.filter(({ type }) => type === 'partner');
  return Object.fromEntries(partners.map((field) => [pageName(field), code]));
}

function pageName({ type, code }: FieldDefinition): string {
  if (type === 'photo') return 'photos';
  return type === 'document' ? 'documents' : `data.${code}`;
}

function controlOf(field: FieldDefinition): FieldModel['control'] {
  switch (field.type) {
    case 'text':
      return field.minLength !== undefined || field.template ? 'lines' : 'line';
    case 'ticket':
      return 'line';
    case 'number':
      return 'number';
    case 'date':
      return 'date';
    case 'checklist':
      return 'checklist';
    case 'photo':
      return 'photos';
    case 'document':
      return 'documents';
    default:
      return 'select';
  }
}
