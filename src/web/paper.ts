/**
 * A4 pages for what a council prints: one typeface (the one of Italian public sites, shipped with its page components), a heading, tables that
 * repeat their heading on each page, and bars that are told apart in grey too.
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const INK = '#17324d';
export const BLUE = '#0066cc';
export const AMBER = '#f5b335';
const PALE = '#e8f0f8';
const GREY = '#5b6f82';
const FAINT = '#c5cbd3';
const MARGIN = 48;
const WIDTH = 595.28 - 2 * MARGIN;
const BOTTOM = 841.89 - 60;
const ROW = 16;

const fonts = join(
  dirname(createRequire(import.meta.url).resolve('bootstrap-italia/package.json')),
  'dist/fonts/Titillium_Web/titillium-web-v10-latin-ext_latin-',
);

export interface PaperColumn {
  readonly label: string;
  /** Share of the width. */
  readonly share: number;
  readonly isNumber?: boolean;
}

export interface BarGroup {
  readonly label: string;
  /** Whole numbers: one, or a pair that is compared. */
  readonly values: readonly [number] | readonly [number, number];
}

interface RowStyle {
  readonly font: 'plain' | 'bold';
  readonly size: number;
  readonly isFilled: boolean;
}

const HEADING: RowStyle = { font: 'bold', size: 7, isFilled: true };
const PLAIN: RowStyle = { font: 'plain', size: 8, isFilled: false };
const TOTAL: RowStyle = { font: 'bold', size: 8, isFilled: false };

interface Heading {
  readonly title: string;
  readonly author: string;
  readonly at: Date;
}

/** One document, written from top to bottom. `bytes` ends it. */
export class Paper {
  private readonly done: Promise<Buffer>;

  /** The library is loaded with the first paper. */
  static async begin({ title, author, at }: Heading): Promise<Paper> {
    const { default: PdfDocument } = await import('pdfkit');
    const pdf = new PdfDocument({
      size: 'A4',
      margin: MARGIN,
      bufferPages: true,
      lang: 'it',
      displayTitle: true,
      info: { Title: title, Author: author, CreationDate: at, ModDate: at },
    });
    return new Paper(pdf);
  }

  private constructor(private readonly pdf: PDFKit.PDFDocument) {
    const chunks: Buffer[] = [];
    this.pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    this.done = new Promise((resolve) => this.pdf.on('end', () => resolve(Buffer.concat(chunks))));
    this.pdf.registerFont('plain', `${fonts}regular.woff`).registerFont('bold', `${fonts}700.woff`);
    this.pdf.font('plain').fillColor(INK);
  }

  heading(over: string, title: string): void {
    this.pdf.rect(0, 0, 595.28, 10).fill(BLUE);
    this.pdf
      .fillColor(GREY)
      .font('plain')
      .fontSize(11)
      .text(over, MARGIN, MARGIN - 8);
    this.pdf.fillColor(INK).font('bold').fontSize(22).text(title).moveDown(0.3);
  }

  /** Never alone at the end of a page. */
  section(title: string): void {
    this.room(40 + ROW * 8);
    this.pdf.moveDown(0.8).font('bold').fontSize(13).fillColor(INK).text(title, MARGIN);
    this.pdf.moveDown(0.3);
  }

  text(words: string, { isStrong = false, isSmall = false } = {}): void {
    this.pdf
      .font(isStrong ? 'bold' : 'plain')
      .fontSize(isSmall ? 8 : 11)
      .fillColor(isSmall ? GREY : INK)
      .text(words, MARGIN, undefined, { width: WIDTH })
      .moveDown(0.3);
  }

  /** Numbers in a row, each over its name and what it was. */
  tiles(tiles: readonly { value: string; label: string; note: string }[]): void {
    const width = WIDTH / tiles.length;
    const top = this.pdf.y + 4;
    tiles.forEach(({ value, label, note }, i) => {
      const x = MARGIN + i * width;
      this.pdf.rect(x, top, width - 8, 82).fill(PALE);
      const inside = { width: width - 24, lineBreak: true };
      this.pdf
        .fillColor(INK)
        .font('bold')
        .fontSize(20)
        .text(value, x + 8, top + 6, inside);
      this.pdf
        .font('plain')
        .fontSize(9)
        .text(label, x + 8, top + 33, inside);
      this.pdf.fillColor(GREY).fontSize(8).text(note, x + 8, top + 64, { ...inside, height: 12, ellipsis: true }); // prettier-ignore
    });
    this.pdf.fillColor(INK);
    this.pdf.x = MARGIN;
    this.pdf.y = top + 92;
  }

  /** A bar or a pair of bars for each group, the second one lighter, with their numbers above; `legend` names them in their order. */
  bars(groups: readonly BarGroup[], legend: readonly string[], height = 130): void {
    this.room(height + 40);
    const top = this.pdf.y + 14;
    const base = top + height;
    const most = Math.max(...groups.flatMap(({ values }) => [...values]), 1);
    const slot = WIDTH / Math.max(groups.length, 1);
    const wide = Math.min(slot * 0.36, 40);
    groups.forEach(({ label, values }, i) => {
      const middle = MARGIN + slot * (i + 0.5);
      values.forEach((value, bar) => {
        const tall = (value / most) * (height - 14);
        const x = middle + (bar - values.length / 2) * wide;
        this.pdf.rect(x, base - tall, wide - 1, tall).fillAndStroke(bar === 0 ? BLUE : AMBER, INK);
        this.pdf.fillColor(INK).fontSize(7).text(String(value), x - 4, base - tall - 10, { width: wide + 8, align: 'center', lineBreak: false }); // prettier-ignore
      });
      this.pdf.fontSize(7).text(label, middle - slot / 2, base + 4, { width: slot, align: 'center', lineBreak: false }); // prettier-ignore
    });
    this.pdf
      .moveTo(MARGIN, base)
      .lineTo(MARGIN + WIDTH, base)
      .lineWidth(0.5)
      .stroke(GREY);
    this.legend(legend, base + 18);
  }

  /** Cells may be several lines long; no row is parted by the end of a page. `total` is a last row that stands out. */
  table(
    columns: readonly PaperColumn[],
    rows: readonly (readonly string[])[],
    total?: readonly string[],
  ): void {
    const heading = columns.map(({ label }) => label);
    this.room(ROW * 4);
    this.row(columns, heading, HEADING);
    const all = [...rows.map((cells) => ({ cells, style: PLAIN })), ...(total ? [{ cells: total, style: TOTAL }] : [])]; // prettier-ignore
    for (const { cells, style } of all) {
      if (this.pdf.y + this.height(columns, cells, style) > BOTTOM) {
        this.pdf.addPage();
        this.row(columns, heading, HEADING);
      }
      this.row(columns, cells, style);
    }
    this.pdf.x = MARGIN;
    this.pdf.moveDown(0.5);
  }

  /** The whole file; `foot` stands at the bottom of every page beside its number. */
  bytes(foot: string): Promise<Buffer> {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.pdf.switchToPage(page);
      this.pdf.page.margins.bottom = 0; // else a line in the margin would begin a new page
      this.pdf.font('plain').fontSize(7).fillColor(GREY);
      this.pdf.text(foot, MARGIN, BOTTOM + 24, { width: WIDTH - 60, lineBreak: true });
      this.pdf.text(`${page + 1} / ${count}`, MARGIN + WIDTH - 50, BOTTOM + 24, { width: 50, align: 'right', lineBreak: false }); // prettier-ignore
    }
    this.pdf.end();
    return this.done;
  }

  private legend(names: readonly string[], y: number): void {
    names.forEach((name, i) => {
      const x = MARGIN + i * 120;
      this.pdf.rect(x, y, 9, 9).fillAndStroke(i === 0 ? BLUE : AMBER, INK);
      this.pdf
        .fillColor(INK)
        .fontSize(8)
        .text(name, x + 14, y - 1, { lineBreak: false });
    });
    this.pdf.x = MARGIN;
    this.pdf.y = y + 18;
  }

  private row(columns: readonly PaperColumn[], cells: readonly string[], style: RowStyle): void {
    const y = this.pdf.y;
    const height = this.height(columns, cells, style);
    if (style.isFilled) this.pdf.rect(MARGIN, y - 2, WIDTH, height).fill(PALE);
    this.pdf.fillColor(INK);
    let x = MARGIN;
    columns.forEach(({ share, isNumber }, i) => {
      const align = isNumber ? ('right' as const) : ('left' as const);
      this.pdf.text(cells[i] ?? '', x + 4, y, { width: insideOf(share), align });
      x += WIDTH * share;
    });
    const line = y + height - 2;
    if (!style.isFilled)
      this.pdf
        .moveTo(MARGIN, line)
        .lineTo(MARGIN + WIDTH, line)
        .lineWidth(0.5)
        .stroke(FAINT);
    this.pdf.y = y + height;
  }

  /** Of the row as it will be written: sets its letters. */
  private height(
    columns: readonly PaperColumn[],
    cells: readonly string[],
    { font, size }: RowStyle,
  ): number {
    this.pdf.font(font).fontSize(size);
    const heights = columns.map(({ share }, i) =>
      this.pdf.heightOfString(cells[i] ?? '', { width: insideOf(share) }),
    );
    return Math.max(...heights) + 4;
  }

  private room(height: number): void {
    if (this.pdf.y + height > BOTTOM) this.pdf.addPage();
  }
}

function insideOf(share: number): number {
  return WIDTH * share - 6;
}
