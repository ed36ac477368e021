import type { INestApplicationContext } from '@nestjs/common';
import { Reads } from '../../../database/reads.js';
import { DeliveryLog } from '../../../deliveries/delivery-log.js';
import { Workload } from '../../../requests/queries/workload.service.js';
import { RuleInspection } from '../../../routing/rule-inspection.service.js';
import { Settings } from '../../../settings/settings.service.js';
import { monthFaults } from '../../../statistics/domain/month-check.js';
import { MonthBook } from '../../../statistics/months/month-book.service.js';
import { MonthPublishing } from '../../../statistics/months/month-publishing.service.js';
import { WorkflowsInUse } from '../../../workflow/workflows-in-use.service.js';
import { fault, type Finding, ok, warning } from './finding.js';

const LONGEST_WAIT_MS = 15 * 60_000;
const CHECKED_MONTHS = 3;

/** What the council's own data says: people, iters, rules, letters and clocks. */
export async function lookIntoTown(app: INestApplicationContext): Promise<Finding[]> {
  const found = await Promise.all([
    ofPeople(app.get(Reads)),
    ofIters(app.get(WorkflowsInUse, { strict: false })),
    ofRules(app.get(RuleInspection, { strict: false })),
    ofLetters(app.get(DeliveryLog, { strict: false })),
    ofClocks(app.get(Workload, { strict: false })),
    ofOpenData(app.get(Settings, { strict: false })),
    ofMonths(app),
  ]);
  return found.flat();
}

async function ofPeople(reads: Reads): Promise<Finding[]> {
  const [row] = await reads.rows<{ count: number | string }>(
    `SELECT COUNT(*) AS count FROM accounts WHERE role_code = 'administrator' AND is_active = :yes`,
    { yes: true },
  );
  if (Number(row?.count) > 0)
    return [ok('people', `administrators who can sign in: ${row?.count}`)];
  const how = 'npm run iter -- account create <name> --role administrator';
  return [fault('people', `no administrator can sign in: ${how}`)];
}

async function ofIters(inUse: WorkflowsInUse): Promise<Finding[]> {
  const faulty = await inUse.faults();
  const missing = await inUse.missing();
  if (faulty.length + missing.length === 0) return [ok('iters', 'every iter in use is sound')];
  return [
    ...faulty.map(({ version: { code, number } }) =>
      fault('iters', `${code} version ${number}: the log names its faults`),
    ),
    ...missing.map((code) => fault('iters', `${code} is named by a category and not published`)),
  ];
}

async function ofRules(inspection: RuleInspection): Promise<Finding[]> {
  const faults = await inspection.faults();
  if (faults.length === 0) return [ok('routing', 'every rule can fire and names who is there')];
  return faults.map(({ ruleCode, fault: what, about }) =>
    warning('routing', [`rule ${ruleCode}: ${what}`, about].filter(Boolean).join(' ')),
  );
}

async function ofLetters(log: DeliveryLog): Promise<Finding[]> {
  const counts = await log.counts();
  const inState = (wanted: string) =>
    counts.reduce((sum, { state, count }) => sum + (state === wanted ? count : 0), 0);
  const waitedMs = (await log.oldestWaiting())?.waitedMs ?? 0;
  const found = [
    [waitedMs > LONGEST_WAIT_MS, `one waits for ${Math.round(waitedMs / 60_000)} minutes`],
    [inState('held') > 0, `${inState('held')} are held since a restore: held send, or held drop`],
    [inState('dead') > 0, `${inState('dead')} could not be delivered: /amministrazione/invii`],
  ] as const;
  const warnings = found.filter(([isSo]) => isSo).map(([, text]) => warning('letters', text));
  return warnings.length > 0 ? warnings : [ok('letters', `${inState('pending')} are on their way`)];
}

/** DCAT-AP_IT wants every agent to have an identifier. */
async function ofOpenData(settings: Settings): Promise<Finding[]> {
  if (await settings.get('openDataIpaCode')) return [ok('open-data', 'the IPA code is set')];
  const what = 'no IPA code is set: the catalogue names the council by the host of its pages';
  return [warning('open-data', `${what}; set it in /amministrazione/impostazioni`)];
}

async function ofClocks(workload: Workload): Promise<Finding[]> {
  const { running, due, failing } = await workload.clocks();
  if (failing > 0) return [fault('clocks', `${failing} could not be fired: the log says why`)];
  return [ok('clocks', `${running} run, ${due} are due`)];
}

/** Of the months that are over and not published, the first few: an installation that stood still for years has many. */
async function ofMonths(app: INestApplicationContext): Promise<Finding[]> {
  const months = await app.get(MonthPublishing, { strict: false }).unpublished();
  const checked = await Promise.all(
    months.slice(0, CHECKED_MONTHS).map(async (month) => {
      const faults = monthFaults(await app.get(MonthBook, { strict: false }).asItStands(month));
      return { month: month.code, faults: faults.slice(0, CHECKED_MONTHS) };
    }),
  );
  const unsound = checked.filter(({ faults }) => faults.length > 0);
  if (unsound.length === 0) return [ok('months', `${months.length} wait for their publication`)];
  return unsound.map(({ month, faults }) =>
    fault('months', `${month} is not published, it does not add up: ${faults.join(', ')}`),
  );
}
