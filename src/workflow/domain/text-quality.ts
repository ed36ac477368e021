/** Whether a text that a citizen will read was really written: what a template left open, and what only fills the length. Pure. */
import { textLength } from '../../shared/normalize.js';
import type { FieldDefinition } from './document.js';

/** `[…]`, `[...]`, a line to write on, `XX/XX`: nobody's words, whatever the template was. */
const OPEN = /\[\s*(…|\.{3,})\s*\]|_{3,}|\bX{2,}\/X{2,}/iu;

/** Also a blank of the field's own template, as `[data]`, however it is spaced. Other brackets are the writer's. */
export function hasBlanks({ template }: FieldDefinition, text: string): boolean {
  const written = compact(text);
  return OPEN.test(text) || blanksOf(template).some((blank) => written.includes(compact(blank)));
}

/** As many as are left when one stands for each row of the same few signs: dots, blanks and "abab" fill no length. */
export function lengthInWords(text: string): number {
  return textLength(text.replace(/\s+/gu, ' ').replace(/(.{1,8}?)\1{3,}/gsu, '$1'));
}

function blanksOf(template: FieldDefinition['template']): string[] {
  return Object.values(template ?? {}).flatMap((words) => words?.match(/\[[^\]]*\]/g) ?? []);
}

function compact(text: string): string {
  return text.replace(/\s+/gu, '').toLowerCase();
}
