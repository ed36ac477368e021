/** A file's name as a person may see it in a page and in `step_values`. It never names anything on disk. */
import { textLength, tidyText } from './normalize.js';

const LONGEST = 120;
const LONGEST_EXTENSION = 10;

/**
 * The last part of the name as sent: no folders, no controls, nothing that turns the writing direction, at most 120 characters with its
 * extension kept. `file` where nothing is left.
 */
export function tidyFileName(sent: string): string {
  const last = tidyText(sent).split(/[/\\]/).at(-1) ?? '';
  const name = last
    .replace(/[\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => (sign === ZERO_WIDTH_JOINER ? sign : '')) // emoji are joined by it
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return name === '' ? 'file' : shortened(name);
}

const ZERO_WIDTH_JOINER = '\u200d';

function shortened(name: string): string {
  if (textLength(name) <= LONGEST) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= LONGEST_EXTENSION ? name.slice(dot) : '';
  const stem = extension ? name.slice(0, dot) : name;
  return `${Array.from(stem)
    .slice(0, LONGEST - 1 - textLength(extension))
    .join('')}…${extension}`;
}
