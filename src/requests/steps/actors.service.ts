import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { assertNever } from '../../shared/assert-never.js';
import { cutShort } from '../../shared/normalize.js';
import type { Performer } from '../../workflow/domain/decision.js';
import type { WorkflowVersion } from '../../workflow/workflow-version.entity.js';
import { fullName } from '../contacts/contacts.js';
import { Directory } from '../directory.service.js';
import type { RequestCard } from '../request-cards.service.js';
import type { Actor } from './domain/step-draft.js';

const NOBODY = { roleCode: null, officeCode: null, partnerCode: null, rule: null, accountId: null };

/** Says who acts, as the step will keep it: name, role and office as they are now. */
@Injectable()
export class Actors {
  constructor(private readonly directory: Directory) {}

  async of(viewer: Viewer, card: RequestCard): Promise<Actor> {
    switch (viewer.kind) {
      case 'citizen':
        return citizenActor(card.contacts && fullName(card.contacts));
      case 'partner':
        return {
          ...NOBODY,
          kind: 'partner',
          name: viewer.name,
          known: viewer.known ?? 'account',
          partnerCode: viewer.partnerCode,
          accountId: viewer.accountId,
        };
      case 'office':
        return {
          ...NOBODY,
          kind: 'office',
          name: viewer.name,
          known: 'account',
          roleCode: viewer.roleCode,
          officeCode: await this.officeCode(viewer.officeIds, card),
          partnerCode: viewer.organisation ?? null,
          accountId: viewer.accountId,
        };
      case 'nobody':
        throw new Error('nobody records no step');
      default:
        return assertNever(viewer);
    }
  }

  /** The same person as the engine knows them: role, permissions, the codes of their offices. */
  async performer(viewer: Viewer): Promise<Performer> {
    if (viewer.kind !== 'office') return performerOf(viewer);
    const offices = await Promise.all(viewer.officeIds.map((id) => this.directory.office(id)));
    const officeCodes = offices.flatMap((office) => (office ? [office.code] : []));
    return { ...performerOf(viewer), name: viewer.name, officeCodes };
  }

  /** The owner's office where the person belongs to it, else their first. */
  private async officeCode(
    officeIds: readonly string[],
    card: RequestCard,
  ): Promise<string | null> {
    if (officeIds.includes(card.office.id)) return card.office.code;
    const [first] = officeIds;
    return first ? ((await this.directory.office(first))?.code ?? null) : null;
  }
}

export function citizenActor(name: string | null): Actor {
  return { ...NOBODY, kind: 'citizen', name, known: 'declared' };
}

/** The system always names the rule that fired, and who answers for it. */
export function systemActor(rule: string): Actor {
  return { ...NOBODY, kind: 'system', name: null, known: 'account', rule };
}

/** "fault 2: task.done (published by Ivo Greco)". */
export function workflowRule(workflow: WorkflowVersion, what: string): string {
  const by = workflow.publishedBy ? ` (${workflow.publishedBy})` : '';
  return cutShort(`${workflow.code} ${workflow.number}: ${what}${by}`, 200);
}

function performerOf(viewer: Viewer): Performer {
  switch (viewer.kind) {
    case 'citizen':
      return { kind: 'citizen', permissions: [] };
    case 'partner':
      return {
        kind: 'partner',
        permissions: viewer.permissions,
        partnerId: viewer.partnerId,
        ...(viewer.accountId ? { accountId: viewer.accountId } : {}),
      };
    case 'office':
      return {
        kind: 'office',
        roleCode: viewer.roleCode,
        permissions: viewer.permissions,
        accountId: viewer.accountId,
      };
    case 'nobody':
      return { kind: 'citizen', permissions: [] };
    default:
      return assertNever(viewer);
  }
}
