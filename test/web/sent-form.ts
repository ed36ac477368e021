/** What a browser would send of a form as it stands in a page, with its ticked, chosen and hidden fields in their order. For pages that we made. */
export function sentForm(page: string, action: string): Record<string, string[]> {
  const form = page.split('<form ').find((one) => attribute(one, 'action') === action);
  if (form === undefined) throw new Error(`no form for ${action} in the page`);
  const sent: Record<string, string[]> = {};
  const fields = form
    .split('</form>')[0]!
    .matchAll(
      /<input ([^>]*)>|<select ([^>]*)>(.*?)<\/select>|<textarea ([^>]*)>\n?(.*?)<\/textarea>/gs,
    );
  for (const [, input, select, options, area, typed] of fields) {
    const name = attribute(input ?? select ?? area ?? '', 'name');
    const value = inputValue(input) ?? chosen(options) ?? (area && decoded(typed ?? ''));
    if (name === undefined || name === '_csrf' || value === undefined) continue;
    (sent[name] ??= []).push(value);
  }
  return sent;
}

function inputValue(input: string | undefined): string | undefined {
  if (input === undefined) return undefined;
  const isTicked = attribute(input, 'type') !== 'checkbox' || / checked\b/.test(input);
  return isTicked ? (attribute(input, 'value') ?? '').replaceAll('\n', '') : undefined;
}

/** Without a chosen one it is the first. */
function chosen(options: string | undefined): string | undefined {
  if (options === undefined) return undefined;
  const all = [...options.matchAll(/<option ([^>]*)>/g)].map(([, one = '']) => one);
  const one = all.find((option) => / selected\b/.test(option)) ?? all[0];
  return one === undefined ? undefined : attribute(one, 'value');
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : decoded(value);
}

function decoded(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&' };
  return text.replace(/&(?:#x([0-9a-f]+)|(\w+));/gi, (_, code?: string, name = '') =>
    code ? String.fromCodePoint(parseInt(code, 16)) : (named[name as string] ?? ''),
  );
}
