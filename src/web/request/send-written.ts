import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Whether who asks reads gzip: a writer may then pack where it writes, and the process that answers need not. */
export function takesGzip({ req }: Response): boolean {
  return req.acceptsEncodings('gzip') === 'gzip';
}

/** Sends a file while it is written; throws when its writer does, or when nobody takes it any more. */
export async function sendWritten(
  res: Response,
  file: Readable,
  { isPacked }: { readonly isPacked: boolean },
): Promise<void> {
  if (isPacked) res.setHeader('Content-Encoding', 'gzip');
  res.vary('Accept-Encoding');
  await pipeline(file, res);
}
