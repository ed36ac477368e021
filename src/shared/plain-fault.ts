/** What whoever started the process can mend: the message says it all, and is shown without a stack. */
export class PlainFault extends Error {}

/** What a terminal is told of an error. */
export function inTerminal(error: unknown): string {
  if (error instanceof PlainFault) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The error of a server that could not listen; plain where somebody else has the port. */
export function listenFault(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new PlainFault(
    `port ${port} is taken by another process: stop that one, or choose a port with PORT`,
    { cause: error },
  );
}
