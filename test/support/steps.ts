import type { Viewer } from '../../src/access/viewer.js';
import { RequestViews } from '../../src/requests/queries/request-views.service.js';
import { ServiceRequest } from '../../src/requests/service-request.entity.js';
import type { StepCommand } from '../../src/requests/steps/step-command.js';
import { StepDesk } from '../../src/requests/steps/step-desk.service.js';
import { newId } from '../../src/shared/ids.js';
import { isRefusal } from '../../src/shared/refusal.js';
import { done } from './filings.js';
import type { House } from './house.js';

/** What a step says besides its action: fields, a note, files, when and by whom it was done. */
export type Words = Partial<Omit<StepCommand, 'action'>>;

/**
 * Steps as somebody records them who has just looked: on the version that the request is at. For tests of something else; what versions are
 * there for is tested with commands of its own. The house may open later than this is called.
 */
export function recorderOf(house: () => House) {
  const request = (ticketNumber: string): Promise<ServiceRequest> =>
    house().reads.of(ServiceRequest).findOneByOrFail({ ticketNumber });
  const view = async (viewer: Viewer, ticketNumber: string) =>
    done(await house().get(RequestViews).view(viewer, ticketNumber, 'it'));
  const attempt = async (
    viewer: Viewer,
    ticketNumber: string,
    action: string,
    words: Words = {},
  ) => {
    const { version } = await request(ticketNumber);
    const command = { action, version, data: {}, files: [], ...words };
    return house().get(StepDesk).record(viewer, ticketNumber, command, newId());
  };
  return {
    request,
    /** What the viewer sees of it; who may see nothing fails the test. */
    view,
    /** The step or its refusal. */
    attempt,
    /** The step; a refusal fails the test with its reason. */
    record: async (...given: Parameters<typeof attempt>) => done(await attempt(...given)),
    /** Why it is refused; null where it is recorded. */
    reason: async (...given: Parameters<typeof attempt>) => {
      const answer = await attempt(...given);
      return isRefusal(answer) ? (answer.reason ?? answer.code) : null;
    },
    /** The actions that the iter offers the viewer now. */
    offered: async (viewer: Viewer, ticketNumber: string) =>
      (await view(viewer, ticketNumber)).actions.map(({ code }) => code),
  };
}
