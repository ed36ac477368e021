/** Sheets as firms really send them: title rows, old encodings, columns in their own order and under their own names, totals below. */
import writeExcelFile from 'write-excel-file/node';

const latin = (text: string): Buffer => Buffer.from(text.replaceAll('€', '\x80'), 'latin1'); // € is 0x80 in Windows-1252

/** 1. An accounting program: title rows, Windows-1252, `;`, our number as "Vs. rif.", a total at the end. */
export const accounting = (ours: string): Buffer =>
  latin(
    [
      'LUCE & STRADE S.r.l.;;;;;',
      'Riepilogo attività mese di OTTOBRE 2026;;;;;',
      ';;;;;',
      'N. Rapportino;Vs. Rif.;Data esec.;Operatore n°;Ubicazione;Importo €',
      `RL/101;${ours};06/10/2026;17;Via delle Reti, n. 3;45,00 €`,
      'RL/102;;07/10/2026;23;Località Perché 9;1.250,50',
      ';;;;;',
      'TOTALE;;;;;1.295,50',
    ].join('\r\n'),
  );

/** 2. UTF-8 with BOM, commas, quoted cells with line breaks, ISO dates, our number inside a sentence. */
export const exported = (ours: string): Buffer =>
  Buffer.from(
    `\uFEFFdata_intervento,descrizione lavoro,segnalazione,squadra\n2026-10-06 09:30:00,"Sostituita lampada,\ncome richiesto","segn. ${ours} urgente",17\n`,
  );

/** 3. Tabs, UTF-16 as "Unicode text" of a spreadsheet, the date in words, lamp codes instead of numbers. */
export const unicodeText = (place: string): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xfe]),
    Buffer.from(
      `Codice palo\tGiorno\tOra\tTecnico\r\n${place}\t6 ottobre 2026\t9.30\t31\r\n`,
      'utf16le',
    ),
  ]);

/** 4. XLSX with a logo row, dates as dates, amounts as numbers, columns the other way round. */
export const excel = (ours: string): Promise<Buffer> =>
  writeExcelFile([
    [{ value: 'Luce & Strade S.r.l. - consuntivo', type: String }],
    [],
    ['Note', 'Costo', 'Squadra', 'Eseguito il', 'Numero segnalazione'].map((value) => ({
      value,
      type: String,
    })),
    [
      { value: 'fatto', type: String },
      { value: 45, type: Number },
      { value: '17', type: String },
      { value: new Date('2026-10-06T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' },
      { value: ours, type: String },
    ],
  ]).toBuffer();

/** 5. Typed by hand: short years, abbreviations of the address, only address and date, blank lines between. */
export const byHand = (): Buffer =>
  latin('Interventi\n\n\nVia;Data;Lavoro\n\nV. delle Reti n°3;6-10-26;cambiata lampada\n\n');
