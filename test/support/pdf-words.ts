/** What stands in a PDF of ours, each drawn piece of text in its order: pdfkit writes glyphs, and beside each font what they mean. */
import { inflateSync } from 'node:zlib';

export function pdfWords(bytes: Buffer): string[] {
  const objects = new Map(
    [...bytes.toString('latin1').matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(
      ([, id = '', body = '']) => [id, body],
    ),
  );
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  for (const body of objects.values())
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const meaning = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1] ?? '';
      fonts.set(name, glyphsIn(streamOf(objects.get(meaning) ?? '')));
    }
  return [...objects.values()].map(streamOf).flatMap((content) => textsIn(content, fonts));
}

function streamOf(body: string): string {
  const [, packed] = /stream\n([\s\S]*)\nendstream/.exec(body) ?? [];
  if (packed === undefined || !body.includes('/FlateDecode')) return '';
  return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1');
}

function glyphsIn(meaning: string): ReadonlyMap<number, string> {
  const ranges = [...meaning.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)];
  return new Map(
    ranges.flatMap(([, first = '', letters = '']) =>
      [...letters.matchAll(/<(\w*)>/g)].map(
        ([, hex = ''], i) =>
          [Number.parseInt(first, 16) + i, Buffer.from(hex, 'hex').swap16().toString('utf16le')] as const, // prettier-ignore
      ),
    ),
  );
}

function textsIn(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>) {
  let font: ReadonlyMap<number, string> | undefined;
  return [...content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)].flatMap(([, name, drawn]) => {
    if (name) font = fonts.get(name);
    if (drawn === undefined) return [];
    const hex = [...drawn.matchAll(/<(\w+)>/g)].map(([, glyphs = '']) => glyphs).join('');
    return [(hex.match(/.{4}/g) ?? []).map((glyph) => font?.get(Number.parseInt(glyph, 16)) ?? '').join('')]; // prettier-ignore
  });
}
