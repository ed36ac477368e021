/** What the tests of the clock ask of a house: steps of people, the sweep at a moment, and what came of it. */
import type { Viewer } from '../../src/access/viewer.js';
import { Delivery } from '../../src/deliveries/delivery.entity.js';
import { ClockSweep } from '../../src/requests/clock/clock-sweep.service.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { Step } from '../../src/requests/steps/step.entity.js';
import type { House } from '../support/house.js';
import { recorderOf } from '../support/steps.js';

export const QUESTION = { data: { question: 'Davanti a quale numero civico?' } };

export function clockDesk(house: House) {
  const { request, record } = recorderOf(() => house);
  return {
    request,
    sweepAt: (moment: string): Promise<number> => {
      house.clock.set(moment);
      return house.get(ClockSweep).sweep();
    },
    record,
    /** What the system did, in its order. */
    automatic: async (ticketNumber: string): Promise<string[]> => {
      const { id } = await request(ticketNumber);
      const where = { requestId: id, actorKind: 'system' as const };
      const steps = await house.reads.of(Step).find({ where, order: { seq: 'ASC' } });
      return steps.map(({ action }) => action);
    },
    letters: async (ticketNumber: string): Promise<string[]> => {
      const { id } = await request(ticketNumber);
      const order = { id: 'ASC' } as const;
      const sent = await house.reads.of(Delivery).find({ where: { subject: id }, order });
      return sent.map(({ kind }) => kind);
    },
    /** Kind, role, and whether it is for one office. */
    notices: async (ticketNumber: string): Promise<string[]> => {
      const { id } = await request(ticketNumber);
      const order = { id: 'ASC' } as const;
      const told = await house.reads.of(Notice).find({ where: { requestId: id }, order });
      return told.map(({ kind, roleCode, officeId }) =>
        [kind, roleCode, officeId && 'office'].filter(Boolean).join(' '),
      );
    },
    citizen: async (ticketNumber: string): Promise<Viewer> => {
      const { id } = await request(ticketNumber);
      return { kind: 'citizen', requestId: id, ticketNumber };
    },
  };
}
