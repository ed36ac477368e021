/** Figures as Markdown, beside the aims of PERFORMANCE.md. */

/** By measure: answers a second, milliseconds of p50, milliseconds of CPU. */
const AIMS = {
  'file a request, at 16': { perSecond: 1_000, cpuMs: 1 },
  'record a step, at 16': { perSecond: 1_000 },
  'tracking page, alone': { p50: 2 },
  'tracking page, at 16': { perSecond: 1_200 },
  'ticket as JSON, alone': { p50: 1 },
  'ticket as JSON, at 16': { perSecond: 2_500 },
  'desk list, 50 rows, alone': { p50: 4 },
  'desk list, 50 rows, at 16': { perSecond: 500 },
  'desk search, rare word, alone': { p50: 5 },
  'desk search, rare word, at 16': { perSecond: 400 },
};

export function report(runs, { limits, machine }) {
  return [
    `Ran on ${machine}.`,
    '',
    ...runs.flatMap(tableOf),
    '### What this machine can do at best, in the same run',
    '',
    '| limit | figure |',
    '|---|---|',
    ...Object.entries(limits).map(([name, figure]) => `| ${name} | ${number(figure)} |`),
    '',
    'CPU is user and system time of all the server’s threads over its answers; "with letters" waits until the outbox is empty, and counts',
    'the sending of the mail (to `.eml` files). The load generator shares the machine’s cores.',
    'A figure with * misses its aim; the factor says how often the aim is reached.',
    '',
  ].join('\n');
}

function tableOf({ database, requests, measures, memory, exported, coldMs }) {
  return [
    `### ${database}, ${requests.toLocaleString('en')} requests`,
    '',
    '| measure | answers/s | p50 ms | p95 ms | CPU ms | with letters | aim | factor |',
    '|---|---|---|---|---|---|---|---|',
    ...measures.map(line),
    '',
    '| other | figure | aim |',
    '|---|---|---|',
    `| export of ${exported.rows.toLocaleString('en')} rows: first byte / all | ${number(exported.firstMs)} ms / ${number(exported.allMs)} ms | 100 ms / 2,000 ms for 100,000 |`,
    `| export: memory rose by | ${number(exported.roseMiB)} MiB | 30 MiB |`,
    `| memory idle / loaded (PSS) | ${number(memory.idle)} / ${number(memory.loaded)} MiB | 110 / 200 MiB |`,
    `| cold start to first page | ${number(coldMs)} ms | 800 ms |`,
    '',
  ];
}

function line(measure) {
  const aim = AIMS[measure.name] ?? {};
  const factors = Object.entries(aim).map(([what, wanted]) =>
    what === 'perSecond' ? measure.perSecond / wanted : wanted / Math.max(measure[what], 0.01),
  );
  const words = Object.entries(aim).map(([what, wanted]) => `${number(wanted)} ${UNITS[what]}`);
  const worst = Math.min(...factors);
  const cells = [
    measure.name,
    number(measure.perSecond),
    number(measure.p50),
    number(measure.p95),
    number(measure.cpuMs),
    measure.cpuAllMs > measure.cpuMs * 1.05 ? number(measure.cpuAllMs) : '',
    words.join(', '),
    factors.length > 0
      ? factors.map((factor) => factor.toFixed(2)).join(', ') + (worst < 1 ? ' *' : '')
      : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

const UNITS = { perSecond: '/s', p50: 'ms', cpuMs: 'ms CPU' };

function number(figure) {
  if (figure >= 100) return Math.round(figure).toLocaleString('en');
  return figure >= 10 ? figure.toFixed(1) : figure.toFixed(2);
}
