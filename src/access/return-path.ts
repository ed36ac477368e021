const LONGEST = 500;

/** A path of this site to go back to after signing in, or null: never another host, scheme, or a sign-in page again. */
export function localPath(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST) return null;
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(value)) return null; // one slash, no backslash, no blank or control
  const here = 'http://here.invalid';
  const url = URL.canParse(value, here) ? new URL(value, here) : null;
  if (url?.origin !== here || /^\/(accedi|esci|accesso)(\/|$)/.test(url.pathname)) return null;
  return `${url.pathname}${url.search}`;
}

/** Where people choose their own password. */
export const PASSWORD_PATH = '/accesso/password';

/** Where a page sends somebody who must choose one first. */
export function newPasswordPath(wanted: string): string {
  const back = localPath(wanted);
  return back ? `${PASSWORD_PATH}?ritorno=${encodeURIComponent(back)}` : PASSWORD_PATH;
}

/** Where a page sends somebody who has not signed in. */
export function signInPath(wanted: string): string {
  const back = localPath(wanted);
  return back ? `/accedi?ritorno=${encodeURIComponent(back)}` : '/accedi';
}
