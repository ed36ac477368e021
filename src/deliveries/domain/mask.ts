/** What a log or a page may show of a destination: `a***@example.it`, or the host of a URL. Never the whole. */
export function masked(destination: string): string {
  const at = destination.lastIndexOf('@');
  if (at > 0) return `${destination.slice(0, 1)}***${destination.slice(at)}`;
  return URL.canParse(destination) ? new URL(destination).host : '***';
}
