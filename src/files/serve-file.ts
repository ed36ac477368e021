/**
 * Stored bytes going out (RELIABILITY rule 26). The route has already found the file for this viewer.
 *
 * - Type and name are ours, never the sender's; a photo may be looked at, a document is only downloaded.
 * - Nothing in it can run or be kept by a shared cache.
 */
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { codeOf } from './disk-faults.js';
import type { FileStore } from './file-store.js';

export interface ServedFile {
  /** Ours, for instance the attachment's id: becomes the name of the download. */
  readonly id: string;
  readonly storedAs: string;
  readonly mediaType: string;
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'application/pdf': 'pdf',
};

/** The headers of a stored file; what is neither a photo nor a PDF of ours goes out as plain bytes to download. */
export function fileHeaders(file: ServedFile): Record<string, string> {
  const extension = EXTENSIONS[file.mediaType];
  const disposition = extension === 'jpg' ? 'inline' : 'attachment';
  const name = `${file.id.replace(/[^\w-]/g, '_')}.${extension ?? 'bin'}`;
  return {
    'Content-Type': extension ? file.mediaType : 'application/octet-stream',
    'Content-Disposition': `${disposition}; filename*=UTF-8''${name}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-store',
  };
}

/** Answers with the file. False, and nothing sent, where its bytes are gone: the caller answers as for what was never there. */
export async function serveFile(
  res: Response,
  store: FileStore,
  file: ServedFile,
): Promise<boolean> {
  const found = await store.open(file.storedAs);
  if (!found) return false;
  res.set({ ...fileHeaders(file), 'Content-Length': String(found.sizeBytes) });
  if (res.req.method === 'HEAD') {
    found.stream.destroy();
    res.end();
    return true;
  }
  try {
    await pipeline(found.stream, res);
  } catch (error) {
    if (!hasGoneAway(error)) throw error;
  }
  return true;
}

/** Whoever asked has closed the connection: nobody is left to tell. */
function hasGoneAway(error: unknown): boolean {
  return ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'].includes(codeOf(error));
}
