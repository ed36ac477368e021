import { expect, test } from '@jest/globals';
import { Paper } from '../../src/web/paper.js';
import { pdfWords } from '../support/pdf-words.js';

const COLUMNS = [{ label: 'Tipo di disservizio', share: 0.24 }, { label: 'Ricevute', share: 0.1, isNumber: true }]; // prettier-ignore
const LONG = 'Manutenzione immobili, edifici comunali, scuole, impianti sportivi e cimiteri';
const at = new Date('2026-11-02T08:00:00Z');

async function tableOf(rows: string[][], total?: string[]): Promise<string[]> {
  const paper = await Paper.begin({ title: 'Prova', author: 'Comune di prova', at });
  paper.heading('Comune di prova', 'Prova');
  paper.table(COLUMNS, rows, total);
  return pdfWords(await paper.bytes('piede'));
}

test('a name that is longer than its column goes on in the next line: none is cut', async () => {
  const words = await tableOf([[LONG, '2'], ['Arredo urbano', '1']], ['Totale', '3']); // prettier-ignore
  const text = words.map((piece) => piece.trim()).join(' ');
  expect(text).not.toContain('…');
  expect(text).toContain(`${LONG} 2 Arredo urbano 1 Totale 3`);
});

test('a table over several pages repeats its heading, and no row is parted by the end of a page', async () => {
  const words = await tableOf(Array.from({ length: 60 }, (_, i) => [LONG, `${i}`]));
  const pages = words.filter((piece) => piece.trim() === 'piede').length;
  expect(pages).toBeGreaterThan(2);
  expect(words.filter((piece) => piece.includes('disservizio'))).toHaveLength(pages);
  const lines = words.filter((piece) => piece.includes('Manutenzione')).length;
  expect(lines).toBe(60);
});
