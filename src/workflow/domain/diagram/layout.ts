/**
 * The diagram of an iter as geometry, in pixels: one state a layer, in the order of the work. A step to the next layer is a straight arrow with
 * its action beside it; whatever skips layers goes down on the right, whatever leads back goes up on the left, and all ways into one state
 * share one lane. So a diagram is never wider than a phone plus a few lanes, and two lines never run on top of each other.
 *
 * Pure, and without words: labels come in, in the reader's language, and are broken into lines here.
 */
import type { WorkflowDocument } from '../document.js';
import type { Diagram, DiagramArrow, DiagramBox, DiagramWords } from './diagram.js';
import { drawingOrder, type Link, linksOf, notesOf } from './links.js';
import { type Lane, laneWidth, lanesOf } from './lanes.js';
import { broken } from './text-lines.js';

const BOX_WIDTH = 216;
const LINE = 18;
const NOTE_LINE = 16;
const PAD = 10;
const PORT = 11;
const MARGIN = 10;
const LABEL_CHARACTERS = 25;
const NOTE_CHARACTERS = 31;
const STEP_CHARACTERS = 27;
/** Steps run near the left side of the boxes: their labels fit beside them, clear of the lanes. */
const STEP_X = 26;
const GAP = 26;

/** Lays the whole document out. Draws what can be drawn of a faulty one: arrows to states that are not there are left out. */
export function layOut(document: WorkflowDocument, words: DiagramWords): Diagram {
  const order = drawingOrder(document).map(({ code }) => code);
  const links = linksOf(document);
  const [steps, jumps] = split(links, order);
  const down = lanesOf(
    jumps.filter((link) => rank(order, link.to) > rank(order, link.from)),
    order,
  );
  const up = lanesOf(
    jumps.filter((link) => rank(order, link.to) < rank(order, link.from)),
    order,
  );
  const left = MARGIN + laneWidth(up);
  const boxes = boxesOf(document, { order, words, left, lanes: [down, up], steps });
  const right = { lanes: down, edge: left + BOX_WIDTH, turn: 1 } as const;
  const back = { lanes: up, edge: left, turn: -1 } as const;
  const last = boxes.at(-1);
  return {
    width: left + BOX_WIDTH + laneWidth(down) + MARGIN,
    height: (last ? last.y + last.height : 0) + MARGIN,
    boxes,
    arrows: [
      ...steps.map((link) => stepArrow(link, boxes, words)),
      ...[right, back].flatMap((side) =>
        side.lanes.flatMap((lane) =>
          lane.links.map((link) => jump(link, lane, { side, boxes, words })),
        ),
      ),
    ],
  };
}

function rank(order: readonly string[], code: string): number {
  return order.indexOf(code);
}

function split(links: readonly Link[], order: readonly string[]): [Link[], Link[]] {
  const isStep = (link: Link) => rank(order, link.to) === rank(order, link.from) + 1;
  return [links.filter(isStep), links.filter((link) => !isStep(link))];
}

interface Placing {
  readonly order: readonly string[];
  readonly words: DiagramWords;
  readonly left: number;
  readonly lanes: readonly (readonly Lane[])[];
  readonly steps: readonly Link[];
}

function boxesOf(document: WorkflowDocument, placing: Placing): DiagramBox[] {
  let y = MARGIN;
  return drawingOrder(document).map((state) => {
    const { code, kind } = state;
    const { words, left: x } = placing;
    const mark = words.marks?.get(code);
    const label = broken(words.state(code), LABEL_CHARACTERS);
    const said = [...(mark ? [mark] : []), ...notesOf(document, state).map(words.note)];
    const small = said.flatMap((note) => broken(note, NOTE_CHARACTERS));
    const ports = Math.max(...placing.lanes.map((side) => portsOf(side, code).length));
    const text = label.length * LINE + small.length * NOTE_LINE;
    const height = 2 * PAD + Math.max(text, ports * PORT);
    const top = y + (height - text) / 2;
    const middle = x + BOX_WIDTH / 2;
    const box = {
      ...{ code, kind, x, y, height, width: BOX_WIDTH },
      isInitial: code === document.initial,
      isMarked: mark !== undefined,
      lines: label.map((line, at) => ({ text: line, x: middle, y: top + at * LINE + 14 })),
      notes: small.map((line, at) => ({
        ...{ text: line, x: middle },
        y: top + label.length * LINE + at * NOTE_LINE + 12,
      })),
    };
    y += height + GAP + stepLabel(placing, code).length * NOTE_LINE;
    return box;
  });
}

function stepLabel({ steps, words }: Pick<Placing, 'steps' | 'words'>, from: string): string[] {
  const step = steps.find((link) => link.from === from);
  return step ? stepWords(step, words) : [];
}

function stepWords({ actions }: Link, words: DiagramWords): string[] {
  return actions.flatMap(({ code }) => broken(words.action(code), STEP_CHARACTERS));
}

/** Where lanes meet the side of a box, from top to bottom: what leaves first, on the left; what arrives first, on the right. */
function portsOf(lanes: readonly Lane[], code: string): Lane[] {
  const leaving = lanes.filter(({ links }) => links.some(({ from }) => from === code));
  const arriving = lanes.filter(({ to }) => to === code);
  const isUp = [...leaving, ...arriving].some(({ isUp: up }) => up);
  return isUp ? [...leaving, ...arriving] : [...arriving, ...leaving];
}

function stepArrow(link: Link, boxes: readonly DiagramBox[], words: DiagramWords): DiagramArrow {
  const [from, to] = [boxOf(boxes, link.from), boxOf(boxes, link.to)];
  const x = from.x + STEP_X;
  const start = from.y + from.height;
  return {
    ...told(link, words),
    path: `M${x} ${start}V${to.y - 7}`,
    head: `${x - 5},${to.y - 8} ${x + 5},${to.y - 8} ${x},${to.y}`,
    label: stepWords(link, words).map((text, at) => ({
      ...{ text, x: x + 10 },
      y: start + 17 + at * NOTE_LINE,
    })),
  };
}

interface Side {
  readonly lanes: readonly Lane[];
  readonly edge: number;
  readonly turn: 1 | -1;
}

function jump(
  link: Link,
  lane: Lane,
  { side, boxes, words }: { side: Side; boxes: readonly DiagramBox[]; words: DiagramWords },
): DiagramArrow {
  const { edge, turn } = side;
  const start = portY(boxOf(boxes, link.from), lane, side);
  const end = portY(boxOf(boxes, link.to), lane, side);
  const x = edge + turn * lane.offset;
  const bend = 5 * Math.sign(end - start);
  const near = x - turn * 5;
  return {
    ...told(link, words),
    path: `M${edge} ${start}H${near}Q${x} ${start} ${x} ${start + bend}V${end - bend}Q${x} ${end} ${near} ${end}H${edge + turn * 7}`,
    head: `${edge + turn * 8},${end - 5} ${edge + turn * 8},${end + 5} ${edge},${end}`,
    label: [],
  };
}

function portY(box: DiagramBox, lane: Lane, { lanes }: Side): number {
  const ports = portsOf(lanes, box.code);
  const free = box.height - (ports.length - 1) * PORT;
  return box.y + free / 2 + ports.indexOf(lane) * PORT;
}

function told(link: Link, words: DiagramWords): Pick<DiagramArrow, 'title' | 'isAutomatic'> {
  const actions = link.actions.map(({ code }) => words.action(code)).join(', ');
  const title = `${words.state(link.from)} → ${words.state(link.to)}: ${actions}`;
  return { title, isAutomatic: link.isAutomatic };
}

function boxOf(boxes: readonly DiagramBox[], code: string): DiagramBox {
  const box = boxes.find((one) => one.code === code);
  if (!box) throw new Error(`no box for the state ${code}`); // links name states that are there
  return box;
}
