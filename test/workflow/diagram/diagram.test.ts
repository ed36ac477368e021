import { describe, expect, test } from '@jest/globals';
import type { Diagram } from '../../../src/workflow/domain/diagram/diagram.js';
import { layOut } from '../../../src/workflow/domain/diagram/layout.js';
import { mainClosing, roadAhead, roadStates } from '../../../src/workflow/domain/diagram/road.js';
import { readShippedWorkflows } from '../../../src/workflow/shipped-workflows.js';

const documents = readShippedWorkflows();
const named = (code: string) => {
  const found = documents.find((document) => document.code === code);
  if (!found) throw new Error(`${code} is not shipped`);
  return found;
};
const drawn = (code: string): Diagram =>
  layOut(named(code), { state: (one) => one, action: (one) => one, note: (one) => one });
const codes = (ahead: ReturnType<typeof roadAhead>) =>
  ahead.map((states) => states.map(({ code }) => code));

describe.each(documents.map(({ code }) => code))('the diagram of %s', (code) => {
  const { boxes, arrows, width, height } = drawn(code);

  test('has a box for each state, none over another, all inside', () => {
    expect(boxes.map((box) => box.code).sort()).toEqual(
      named(code)
        .states.map((state) => state.code)
        .sort(),
    );
    for (const [at, box] of boxes.entries()) {
      const below = boxes[at + 1]?.y ?? height;
      expect(box.y + box.height).toBeLessThan(below);
      expect(box.x).toBeGreaterThan(0);
      expect(box.x + box.width).toBeLessThan(width);
    }
  });

  test('has an arrow for each way between two states, inside the picture, and fits a phone with a short scroll', () => {
    const ways = new Set(
      named(code).actions.flatMap((action) =>
        action.from
          .filter(
            (from) => !from.startsWith('@') && !action.to.startsWith('@') && from !== action.to,
          )
          .map((from) => `${from} → ${action.to}`),
      ),
    );
    expect(new Set(arrows.map(({ title }) => title.split(':')[0]))).toEqual(ways);
    const numbers = arrows.flatMap(({ path }) => path.match(/[\d.]+/g) ?? []).map(Number);
    expect(Math.max(...numbers)).toBeLessThan(Math.max(width, height));
    expect(width).toBeLessThan(460);
  });

  test('the road begins where the iter begins, and every state of it leads to the closing', () => {
    const document = named(code);
    const road = roadStates(document);
    expect(road[0]).toBe(document.initial);
    for (const state of road) {
      const ahead = roadAhead(document, state);
      expect(codes(ahead).at(-1)).toEqual(['closed']);
    }
  });
});

describe('the road', () => {
  test('of a fault: taken, given to somebody, done, checked, closed; never straight to the end', () => {
    expect(codes(roadAhead(named('fault'), 'received'))).toEqual([
      ['taken-in-charge'],
      ['with-contractor', 'own-team'],
      ['work-done'],
      ['verified'],
      ['closed'],
    ]);
    expect(roadAhead(named('fault'), 'closed')).toEqual([]);
  });

  test('what only a wait or a reopening leads to is beside it', () => {
    const road = roadStates(named('fault'));
    expect(road).not.toContain('no-answer');
    expect(road).not.toContain('reopened');
    expect(road).toContain('verified');
  });

  test('its end is the closing that starts furthest along', () => {
    const ends = documents.map((document) => [document.code, mainClosing(document)?.code]);
    expect(ends).toEqual(documents.map(({ code }) => [code, 'close']));
  });
});
