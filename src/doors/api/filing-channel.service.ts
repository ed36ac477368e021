import { Injectable } from '@nestjs/common';
import { may, type PartnerViewer, type Viewer } from '../../access/viewer.js';
import { PartnerRequests } from '../../requests/queries/partner-requests.service.js';
import type { IntakeChannel } from '../../requests/service-request.entity.js';
import { isRefusal, Refusal } from '../../shared/refusal.js';
import { CouncilAreas } from '../../territory/council-areas.service.js';
import type { FilingBody } from './filing-body.js';

type Asked = Pick<FilingBody, 'channel' | 'location'>;

/**
 * By which channel a program's filing comes: people who file for others say it; a school files at its buildings, a district council in its
 * areas, any other partner nowhere; all others come by the API.
 */
@Injectable()
export class FilingChannel {
  constructor(
    private readonly requests: PartnerRequests,
    private readonly areas: CouncilAreas,
  ) {}

  async of(viewer: Viewer, { channel, location }: Asked): Promise<IntakeChannel | Refusal> {
    if (may(viewer, 'requests.file-for-others')) return channel ?? 'api';
    const own = viewer.kind === 'partner' ? await this.ofPartner(viewer, location) : 'api';
    if (isRefusal(own) || channel === undefined || channel === own) return own;
    return Refusal.fields([{ field: 'channel', code: 'council-only' }]);
  }

  private async ofPartner(
    viewer: PartnerViewer,
    { place, area }: Asked['location'],
  ): Promise<IntakeChannel | Refusal> {
    if (!may(viewer, 'partner.requests')) return new Refusal('not-allowed');
    if (viewer.areaIds) {
      const areas = await this.areas.of(viewer.partnerId);
      return areas.some(({ code }) => code === area)
        ? 'helper'
        : Refusal.fields([{ field: 'location.area', code: 'area-unknown' }]);
    }
    const buildings = await this.requests.buildings(viewer);
    if (buildings.length === 0) return new Refusal('not-allowed');
    return buildings.some(({ code }) => code === place)
      ? 'school'
      : Refusal.fields([{ field: 'location.place', code: 'building-needed' }]);
  }
}
