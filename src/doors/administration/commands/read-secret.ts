import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { CommandFault } from './with-app.js';

/** The first line of a stream, without its line end; refuses an empty one. So that no secret stands in a command line or its history. */
export async function readSecret(input: Readable): Promise<string> {
  const lines = createInterface({ input, crlfDelay: Infinity });
  try {
    for await (const line of lines) {
      if (line !== '') return line;
      break;
    }
  } finally {
    lines.close();
  }
  throw new CommandFault('password: standard input holds no password');
}
