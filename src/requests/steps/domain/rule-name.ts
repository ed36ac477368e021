/**
 * What a rule is called in the words of the council alone: "fault 1: lamps-to-contractor: The lamps go to… (Ivo Greco)" is "The lamps go to…".
 * Null where it has no words of its own ("fault 2: task.done").
 */
export function ruleName(rule: string | null): string | null {
  return /^\S+ \d+: [\w-]+: (.+?)(?: \([^)]*\))?$/.exec(rule ?? '')?.[1] ?? null;
}
