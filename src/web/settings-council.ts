import { Injectable } from '@nestjs/common';
import type { CouncilSettingsValues } from '../settings/council-settings.js';
import { Settings } from '../settings/settings.service.js';
import { type CouncilLinks, type CouncilSettings, CouncilSource } from './council.js';

/** The council as its settings describe it. Made anew only when a setting has changed. */
@Injectable()
export class SettingsCouncil extends CouncilSource {
  private known:
    { readonly from: CouncilSettingsValues; readonly council: CouncilSettings } | undefined;

  constructor(private readonly settings: Settings) {
    super();
  }

  override async read(): Promise<CouncilSettings> {
    const from = await this.settings.all();
    if (this.known?.from !== from) this.known = { from, council: councilOf(from) };
    return this.known.council;
  }
}

function councilOf(values: CouncilSettingsValues): CouncilSettings {
  return {
    name: values.councilName,
    tagline: values.councilTagline,
    region: values.councilRegionName,
    address: values.councilAddress,
    fiscalCode: values.councilTaxCode,
    email: values.councilEmail,
    pec: values.councilPec,
    phone: values.councilPhone,
    links: linksOf(values),
    languages: values.publicLanguages,
    uploads: {
      photos: values.photosMax,
      documents: values.documentsMax,
      fileBytes: values.fileMaxBytes,
    },
  };
}

function linksOf(values: CouncilSettingsValues): CouncilLinks {
  return {
    site: values.linkSite,
    region: values.linkRegion,
    administration: values.linkAdministration,
    news: values.linkNews,
    services: values.linkServices,
    live: values.linkLiving,
    topics: values.linkTopics,
    transparency: values.linkTransparency,
    privacy: values.linkPrivacy,
    legalNotes: values.linkLegalNotes,
    accessibility: values.linkAccessibility,
    faq: values.linkFaq,
    appointment: values.linkAppointment,
    assistance: values.linkAssistance,
    siteMap: values.linkSiteMap,
    mediaPolicy: values.linkMediaPolicy,
    social: [
      { name: 'Facebook', icon: 'it-facebook', href: values.linkFacebook },
      { name: 'Instagram', icon: 'it-instagram', href: values.linkInstagram },
      { name: 'YouTube', icon: 'it-youtube', href: values.linkYoutube },
      { name: 'Telegram', icon: 'it-telegram', href: values.linkTelegram },
    ].filter(({ href }) => href !== ''),
  };
}
