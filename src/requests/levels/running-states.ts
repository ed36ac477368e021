/** States of versions as a condition: the index of what is not closed begins with version and state. Pure. */
import type { Condition } from '../request-scope.js';

/** A state of a version in which something waits. */
export interface RunningState {
  readonly versionId: string;
  readonly state: string;
  /** Only where the category asks for an authorisation, or only where it does not. */
  readonly isAsked: boolean;
}

/** The condition on `service_requests r` and `categories c`; one that nothing meets where there is no state. */
export function inStates(states: readonly RunningState[]): Condition {
  const groups = new Map<string, RunningState[]>();
  for (const one of states) {
    const key = `${one.versionId} ${one.isAsked}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const parameters: Record<string, unknown> = {};
  const parts = [...groups.values()].map((group, i) => {
    parameters[`version${i}`] = group[0]?.versionId;
    parameters[`asked${i}`] = group[0]?.isAsked;
    parameters[`states${i}`] = group.map(({ state }) => state);
    return `r.workflow_version_id = :version${i} AND r.state_code IN (:...states${i}) AND c.needs_authorisation = :asked${i}`;
  });
  const sql = parts.map((part) => `(${part})`).join(' OR ');
  return { sql: sql === '' ? '1 = 0' : sql, parameters };
}
