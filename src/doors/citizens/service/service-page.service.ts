import { Injectable } from '@nestjs/common';
import { Catalogue, type CatalogueCategory } from '../../../catalogue/catalogue.service.js';
import type { StopNotice } from '../../../catalogue/category.entity.js';
import { Environment } from '../../../config/environment.js';
import { Settings } from '../../../settings/settings.service.js';
import { inLanguage, type LocalizedText } from '../../../shared/localized-text.js';
import { roughDays, type Span } from '../../../shared/span.js';
import { Languages } from '../../../web/languages.js';
import type { Model } from '../../../web/pages.js';
import type { Visit } from '../../../web/request/visit.js';

const SERVICE_PATH = '/servizi/segnalazione-disservizio';

/** The service as the council offers it now: what may be reported, within how long, and whom to ring instead in an emergency. */
@Injectable()
export class ServicePage {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly settings: Settings,
    private readonly languages: Languages,
    private readonly environment: Environment,
  ) {}

  async model(visit: Visit): Promise<Model> {
    const { language } = visit;
    const [categories, settings] = await Promise.all([this.catalogue.open(), this.settings.all()]);
    return {
      categories: categories.map(({ name, description, term, office }) => ({
        name: inLanguage(name, language),
        description: description && inLanguage(description, language),
        term,
        office: inLanguage(office.name, language),
      })),
      longestTerm: longest(categories.map(({ term }) => term)),
      emergencies: emergencies(categories).map(({ about, ...notice }) => ({
        ...notice,
        about: inLanguage(about, language),
      })),
      reopenDays: settings.reopenDays,
      uploads: {
        photos: settings.photosMax,
        documents: settings.documentsMax,
        mb: Math.floor(settings.fileMaxBytes / 1_048_576),
      },
      metadata: this.metadata(visit),
    };
  }

  /** schema.org, as the Italian model for municipal services asks for. */
  private metadata({ language, council }: Visit): Record<string, unknown> {
    const text = (key: string) => this.languages.translate(language, `citizens:service.${key}`);
    return {
      '@context': 'https://schema.org',
      '@type': 'GovernmentService',
      name: text('title'),
      serviceType: text('type'),
      serviceOperator: { '@type': 'GovernmentOrganization', name: council.name },
      areaServed: { '@type': 'AdministrativeArea', name: council.name },
      audience: { '@type': 'Audience', audienceType: text('audience') },
      availableChannel: {
        '@type': 'ServiceChannel',
        serviceUrl: `${this.environment.publicUrl}${SERVICE_PATH}`,
        serviceLocation: {
          '@type': 'Place',
          name: council.name,
          address: { '@type': 'PostalAddress', streetAddress: council.address },
        },
      },
    };
  }
}

function longest(terms: readonly Span[]): Span | undefined {
  return terms.toSorted((a, b) => roughDays(b) - roughDays(a))[0];
}

interface Emergency extends StopNotice {
  /** The category that it belongs to. */
  readonly about: LocalizedText;
}

/** Each telephone once, with the first sentence that names it; 112 has a sentence of the page's own. */
function emergencies(categories: readonly CatalogueCategory[]): Emergency[] {
  const all = categories.flatMap(({ name, notice, stop, questions }) =>
    [
      stop,
      ...questions.flatMap(({ choices }) => choices.map((choice) => choice.stop ?? null)),
      notice,
    ]
      .filter((one) => one !== null)
      .map((one) => ({ ...one, about: name })),
  );
  const found = new Map<string, Emergency>();
  for (const one of all)
    if (one.phone !== '112' && !found.has(one.phone)) found.set(one.phone, one);
  return [...found.values()];
}
