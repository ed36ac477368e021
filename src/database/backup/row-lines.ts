/**
 * Rows of a database as lines of text: `# table <name>` before the rows of a table, each row one JSON object, and `# end <rows>` at the end,
 * so that a file which was cut is known for one.
 */
const TABLE = '# table ';
const END = '# end ';

export function tableLine(table: string): string {
  return `${TABLE}${table}\n`;
}

export function endLine(rows: number): string {
  return `${END}${rows}\n`;
}

/** Some rows of one table: at most so many that they fit one statement. */
export interface Rows {
  readonly table: string;
  /** Each one JSON object. */
  readonly lines: readonly string[];
}

const CHARACTERS_AT_ONCE = 1_000_000;
const ROWS_AT_ONCE = 1_000;

/** The rows in portions. Throws where the end is missing or counts other rows than there were. */
export async function* portions(lines: AsyncIterable<string>): AsyncGenerator<Rows> {
  let table = '';
  let portion: string[] = [];
  let characters = 0;
  let count = 0;
  let told: number | undefined;
  for await (const line of lines) {
    const isRow = line.startsWith('{');
    if (portion.length > 0 && (!isRow || isFull(portion, characters))) {
      yield { table, lines: portion };
      portion = [];
      characters = 0;
    }
    if (line.startsWith(TABLE)) table = line.slice(TABLE.length);
    if (line.startsWith(END)) told = Number(line.slice(END.length));
    if (!isRow) continue;
    portion.push(line);
    characters += line.length;
    count += 1;
  }
  if (told !== count) throw new Error(`the copy holds ${count} rows and says ${told ?? 'nothing'}`);
}

function isFull(portion: readonly string[], characters: number): boolean {
  return portion.length >= ROWS_AT_ONCE || characters >= CHARACTERS_AT_ONCE;
}
