import { Readable } from 'node:stream';
import { type Mapping, readMapping } from '../../src/doors/imports/mapping.js';
import { RowRefused } from '../../src/doors/imports/read-request.js';
import { type ReadRow, readRows } from '../../src/doors/imports/read-rows.js';

/** A mapping of an invented council's table. */
export const PLAIN_MAPPING = `
name: prova
sourceSystem: vecchio-registro
columns: { id: Numero, filedAt: Arrivo, closedAt: Fine, state: Stato, category: Tipo, channel: Canale }
dates: { format: dd/MM/yyyy HH:mm, zone: Europe/Rome }
title: '{Tipo} ({Numero})'
states:
  aperta: { becomes: open }
  lavorata: { becomes: taken-in-charge }
  chiusa: { becomes: closed, outcome: repaired }
  ritirata: { becomes: withdrawn, undatedEnd: filed }
categories: { Buca: roads-signs, Lampione: street-lighting }
channels: { words: { Sportello: counter }, otherwise: web }
`;
export const HEADING = 'Numero;Stato;Arrivo;Fine;Canale;Tipo';
export const NOW = new Date('2026-10-05T08:00:00Z');

export async function readTable(text: string, mapping: Mapping = readMapping(PLAIN_MAPPING)) {
  const rows: ReadRow[] = [];
  for await (const row of readRows(Readable.from([Buffer.from(text)]), mapping, NOW))
    rows.push(row);
  return rows;
}

/** `line code value` of each refused row, and `line id` of each that is taken. */
export async function told(text: string, mapping?: Mapping): Promise<string[]> {
  const rows = await readTable(text, mapping);
  return rows.map(({ line, read }) =>
    read instanceof RowRefused
      ? `${line} ${read.code} ${read.value}`.trim()
      : `${line} ${read.sourceId}`,
  );
}
