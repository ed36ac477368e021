/** Paths for programs: they take tokens and never a cookie, so that no browser can be made to call them in somebody's name. */
const TOKEN_PATHS = /^\/(api|open311|callbacks|metrics)(\/|$)/i;

export function takesTokens(path: string): boolean {
  return TOKEN_PATHS.test(path);
}

/** The answer is for a program: problem JSON, not a page. */
export function wantsJson(req: {
  path: string;
  headers: { accept?: string | undefined };
}): boolean {
  if (takesTokens(req.path)) return true;
  const accept = req.headers.accept ?? '';
  return accept.includes('json') && !accept.includes('text/html');
}
