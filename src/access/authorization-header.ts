/** What an `Authorization` header says; null where there is none, `unreadable` where it is of no kind that we take. */
export type Credentials =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'unreadable' };

const LONGEST = 1_000;

export function readAuthorization(header: string | undefined): Credentials | null {
  if (header === undefined) return null;
  const [, scheme = '', rest = ''] =
    /^([A-Za-z]+) +([A-Za-z0-9+/=._~-]+)$/.exec(header.slice(0, LONGEST)) ?? [];
  if (scheme.toLowerCase() === 'bearer') return { kind: 'bearer', token: rest };
  if (scheme.toLowerCase() !== 'basic') return { kind: 'unreadable' };
  const [, user, password] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(rest, 'base64').toString('utf8')) ?? [];
  if (user === undefined || password === undefined) return { kind: 'unreadable' };
  return { kind: 'basic', user, password };
}
