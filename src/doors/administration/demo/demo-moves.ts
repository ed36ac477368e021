/** What happens in a story after the filing, move by move. Pure data: who, how many hours later, which action with which words. */
import type { Move } from './demo-move.js';
import { askedMoves, joined } from './demo-sides.js';
import type { DemoStory } from './demo-story.js';

const DONE_TEXT =
  'La squadra è intervenuta sul posto, ha riparato il danno e ha rimesso tutto in sicurezza.';
const CAN_TEXT =
  'Se il problema si ripresenta si può riaprire la segnalazione da questa pagina o chiamare lo sportello.';

const taken: Move = { by: 'worker', after: 18, action: 'take-in-charge' };
const followed: Move = { by: 'worker', after: 1, action: 'take' };
const planned: Move = {
  by: 'worker',
  after: 4,
  action: 'plan-inspection',
  data: { plannedOn: '@tomorrow' },
  ifOffered: true,
};
const inspected: Move = {
  by: 'worker',
  after: 26,
  action: 'record-inspection',
  data: { findings: 'Sopralluogo eseguito: la situazione corrisponde a quanto segnalato.' },
};
const authorised: Move = {
  by: 'head',
  after: 20,
  action: 'authorise',
  data: { amount: '800' },
  ifOffered: true,
};
const assigned: Move = {
  by: 'worker',
  after: 5,
  action: 'assign-own-team',
  data: { team: 'Squadra 2' },
};
const workDone: Move = {
  by: 'worker',
  after: 50,
  action: 'record-work-done',
  data: { work: 'Riparazione eseguita e area ripulita.' },
};
/** By somebody else than who did the work: some iters ask it. */
const verified: Move = { by: 'head', after: 20, action: 'verify', ifOffered: true };
const closed: Move = {
  by: 'head',
  after: 8,
  action: 'close',
  data: {
    outcome: 'repaired',
    whatWasDone: DONE_TEXT,
    doneBy: 'Squadra comunale',
    citizenCan: CAN_TEXT,
  },
};
const office = [taken, planned, inspected, authorised, assigned, workDone, verified, closed];

const accepted: Move = { by: 'partner', after: 6, action: 'accept' };
const scheduled: Move = { by: 'partner', after: 5, action: 'schedule' };
const done: Move = { by: 'partner', after: 44, action: 'complete', note: 'Intervento eseguito.' };
const settled: Move = {
  ...closed,
  data: { ...closed.data, doneBy: "Ente incaricato dell'intervento" },
};
const partner = [accepted, scheduled, done, verified, settled];

const OFFICE_STAGES = [
  'received',
  'taken',
  'planned',
  'inspected',
  'authorised',
  'assigned',
  'work-done',
  'verified',
  'closed',
];
const PARTNER_STAGES = ['offered', 'accepted', 'scheduled', 'done', 'checked', 'settled'];

export function movesOf(story: DemoStory): readonly Move[] {
  const beside = [...(story.mine ? [followed] : []), ...askedMoves(story)];
  return movesTo(story.to).flatMap((move) => (move === taken ? [move, ...beside] : [move]));
}

function movesTo(to: DemoStory['to']): readonly Move[] {
  const upTo = (moves: readonly Move[], stages: readonly string[]): readonly Move[] =>
    moves.slice(0, stages.indexOf(to));
  if (OFFICE_STAGES.includes(to)) return upTo(office, OFFICE_STAGES);
  if (PARTNER_STAGES.includes(to)) return upTo(partner, PARTNER_STAGES);
  return OTHER[to] ?? [];
}

const OTHER: Readonly<Record<string, readonly Move[]>> = {
  answered: [
    taken,
    {
      by: 'worker',
      after: 22,
      action: 'prepare-answer',
      data: { draft: 'Gli orari esposti sono stati corretti e sono ora quelli del sito.' },
    },
    {
      by: 'head',
      after: 16,
      action: 'close',
      data: {
        outcome: 'answered',
        whatWasDone: 'Gli orari esposti alla porta sono stati corretti e sono ora quelli del sito.',
        doneBy: 'Sportello polifunzionale',
        citizenCan: CAN_TEXT,
      },
    },
  ],
  'waiting-citizen': [
    taken,
    {
      by: 'worker',
      after: 3,
      action: 'ask-citizen',
      data: { question: 'In quale punto della via, vicino a quale numero civico?' },
    },
  ],
  'waiting-third-party': [
    taken,
    inspected,
    {
      by: 'worker',
      after: 5,
      action: 'wait-third-party',
      data: { awaited: "Esito delle analisi dell'agenzia per l'ambiente" },
    },
  ],
  refused: [
    taken,
    inspected,
    {
      by: 'head',
      after: 30,
      action: 'close-without-work',
      data: {
        outcome: 'refused',
        whatWasDone:
          'La proposta è stata esaminata con il piano della mobilità: la strada non ha la larghezza necessaria.',
        doneBy: 'Ufficio tecnico',
        citizenCan:
          'La proposta si può presentare di nuovo con le osservazioni al prossimo piano della mobilità.',
        reasons:
          'La sezione stradale minima prevista dalle norme non consente di allargare il marciapiede.',
      },
    },
  ],
  'not-ours': [
    taken,
    {
      by: 'head',
      after: 24,
      action: 'close-without-work',
      data: {
        outcome: 'not-ours',
        whatWasDone:
          "Gli odori della zona industriale sono controllati dall'agenzia per l'ambiente, a cui è stata trasmessa la segnalazione.",
        doneBy: 'Ufficio ambiente',
        citizenCan:
          "Per gli aggiornamenti ci si può rivolgere all'agenzia, al numero indicato sul suo sito.",
        forwardedTo: "Agenzia regionale per l'ambiente",
      },
    },
  ],
  duplicate: [taken, joined],
  withdrawn: [
    taken,
    { by: 'citizen', after: 30, action: 'withdraw', note: "L'auto è stata spostata." },
  ],
  reopened: [
    ...office,
    {
      by: 'citizen',
      after: 60,
      action: 'reopen-by-citizen',
      note: 'Una parte dei giardini non è stata tagliata.',
    },
  ],
};
