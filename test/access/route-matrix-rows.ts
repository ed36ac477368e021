/**
 * Who gets which status from which route, written by hand and read by `route-matrix.web.test.ts`. A route that is not here fails that test,
 * so nobody adds a door without saying who may pass.
 *
 * How to add a line:
 *
 * - `at('GET /ufficio/…', '200 bruno carla | 404 nadia | 403 helpers | 303 rest')`: statuses in any order, every visitor exactly once;
 *   names are visitors or groups (`GROUPS`), `rest` is who is left. `{ send }` is what a POST carries.
 * - The ticket in `:ticketNumber` is A: filed by Anna, owned by roads-works, given to luce-strade; `:id` is a file of A, `:taskId` its task.
 *   Any other parameter, or another value, is said by the line: `{ params }`; `@notice` is what the front desk has to tell somebody.
 * - What is foreign answers as what is absent: where A gives somebody 404, a number that was never given out must answer the very same.
 * - A POST should carry what changes nothing (a field missing, a version that is gone): 422, 409 or 400 then say "admitted".
 */
export const VISITORS = [
  'nobody',
  'holderA', // proved ticket A
  'holderB', // proved another ticket
  'operator', // of the owning office
  'foreignOperator', // of another office
  'supervisor',
  'director',
  'alderman',
  'mayor',
  'frontDesk',
  'helper',
  'administrator',
  'partner', // has a task of ticket A
  'foreignPartner', // has none
  'school',
] as const;
export type VisitorName = (typeof VISITORS)[number];

export const GROUPS = {
  holders: ['holderA', 'holderB'],
  owners: ['operator', 'supervisor', 'director'],
  watchers: ['alderman', 'mayor'],
  /** See requests: whether they see A is another matter. */
  seers: [
    'operator',
    'foreignOperator',
    'supervisor',
    'director',
    'alderman',
    'mayor',
    'frontDesk',
  ],
  partners: ['partner', 'foreignPartner', 'school'],
} as const satisfies Record<string, readonly VisitorName[]>;

export interface Sent {
  /** Of the route's pattern, where the ready ones do not do. */
  readonly params?: Readonly<Record<string, string>>;
  /** A form's fields for pages, a JSON body for the API. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** A small PDF in this field, as multipart. */
  readonly file?: string;
  /** Signs the visitor out: they come back before the next call. */
  readonly leaves?: true;
  /** Appended to the path. */
  readonly query?: string;
}

export interface Row {
  readonly route: string;
  readonly expected: Readonly<Record<VisitorName, number>>;
  readonly send: Sent;
}

/** One line of the table; throws where a visitor is named twice, or not at all. */
export function at(route: string, table: string, send: Sent = {}): Row {
  const expected = new Map<VisitorName, number>();
  const put = (name: VisitorName, status: number) => {
    if (expected.has(name)) throw new Error(`${route}: ${name} is named twice`);
    expected.set(name, status);
  };
  let others: number | undefined;
  for (const cell of table.split('|')) {
    const [status, ...names] = cell.trim().split(/\s+/);
    for (const name of names)
      if (name === 'rest') others = Number(status);
      else for (const visitor of membersOf(route, name)) put(visitor, Number(status));
  }
  for (const visitor of VISITORS) {
    if (expected.has(visitor)) continue;
    if (others === undefined) throw new Error(`${route}: no status for ${visitor}`);
    put(visitor, others);
  }
  const cells = Object.fromEntries(expected) as Record<VisitorName, number>; // each visitor was put once
  return { route, expected: cells, send };
}

function membersOf(route: string, name: string): readonly VisitorName[] {
  const visitor = VISITORS.find((one) => one === name);
  if (visitor) return [visitor];
  const group = Object.entries(GROUPS).find(([one]) => one === name)?.[1];
  if (!group) throw new Error(`${route}: nobody is called ${name}`);
  return group;
}
