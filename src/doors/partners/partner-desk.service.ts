import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { may, type PartnerViewer } from '../../access/viewer.js';
import { PartnerRequests } from '../../requests/queries/partner-requests.service.js';
import { Clock } from '../../shared/clock.js';
import type { NavigationItem } from '../../web/navigation.js';
import { type Model, Pages } from '../../web/pages.js';

type Blanks = Record<string, string | number>;

/** What this partner's desk is for. */
export interface DeskFacts {
  /** Tasks have a page of their own: who only has buildings and never had a task is not led there. */
  readonly showsTasks: boolean;
  readonly showsRequests: boolean;
  readonly mayFile: boolean;
  /** A district council: what is filed in its areas, and their figures. */
  readonly showsArea: boolean;
  /** Where the frame's name leads: the list, or the one request of who came by a link. */
  readonly home: string;
}

/** Promises every page of a partner the places that its person can use, and no others. */
@Injectable()
export class PartnerDesk {
  constructor(
    private readonly pages: Pages,
    private readonly requests: PartnerRequests,
    private readonly clock: Clock,
  ) {}

  async facts(viewer: PartnerViewer): Promise<DeskFacts> {
    if (viewer.link) return onlyRequest(viewer.link.ticketNumber);
    const { hasTasks, hasBuildings } = await this.requests.facts(viewer);
    const showsRequests = may(viewer, 'partner.requests');
    const showsArea = showsRequests && (viewer.areaIds ?? []).length > 0;
    const hasOther = showsRequests && (hasBuildings || showsArea);
    return {
      showsTasks: may(viewer, 'tasks.answer') && (hasTasks || !hasOther),
      showsRequests,
      showsArea,
      mayFile: showsRequests && hasBuildings,
      home: '/ente',
    };
  }

  async render(
    res: Response,
    viewer: PartnerViewer,
    { view, model, status = 200 }: { view: string; model: Model; status?: number },
  ): Promise<void> {
    const desk = await this.facts(viewer);
    this.pages.render(
      res,
      `partners/${view}`,
      { ...model, now: this.clock.now(), desk, home: desk.home, nav: navigationOf(desk) },
      status,
    );
  }

  redirect(res: Response, path: string, flashKey?: string, blanks?: Blanks): void {
    this.pages.redirect(res, path, flashKey, blanks);
  }
}

function onlyRequest(ticketNumber: string): DeskFacts {
  const home = `/ente/segnalazioni/${ticketNumber}`;
  return { showsTasks: false, showsRequests: false, mayFile: false, showsArea: false, home };
}

function navigationOf({
  showsTasks,
  showsArea,
  showsRequests,
  mayFile,
}: DeskFacts): NavigationItem[] {
  return [
    ...(showsTasks
      ? [
          { href: '/ente', label: 'partners:nav.tasks' },
          { href: '/ente/tabulati', label: 'partner-sheets:nav' },
          { href: '/ente/statistiche', label: 'scores:own' },
        ]
      : []),
    ...(showsArea ? [{ href: '/ente/zona', label: 'district:nav' }] : []),
    ...(showsRequests ? [{ href: '/ente/segnalazioni', label: 'partners:nav.requests' }] : []),
    ...(mayFile ? [{ href: '/ente/nuova', label: 'partners:nav.file' }] : []),
  ];
}
