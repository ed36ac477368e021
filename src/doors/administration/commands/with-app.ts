import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { PlainFault } from '../../../shared/plain-fault.js';
import type { Refusal } from '../../../shared/refusal.js';

/** Writes one line of result on stdout. Everything else (logs, progress, faults) goes to stderr. */
export type Print = (line: string) => void;

/** Starts the application without its web server, runs the work, stops it, and sets the exit status: 0, or 1 where the work throws. */
export type WithApp = (
  work: (app: INestApplicationContext, print: Print) => Promise<void>,
) => Promise<void>;

/** Starts the web process and keeps it running: `demo`. */
export type ServeApp = () => Promise<void>;

/** A command that cannot do what was asked: its message is shown as it is, without a stack, and the exit status is 1. */
export class CommandFault extends PlainFault {
  /** A refusal of a service in one line: `username: username-taken`. */
  static of(refusal: Refusal): CommandFault {
    const faults = refusal.errors.map(({ field, code }) => `${field}: ${code}`);
    return new CommandFault(faults.join('; ') || (refusal.reason ?? refusal.code));
  }
}

/** The parent of `export month`: found, or made by whichever file comes first. */
export function group(program: Command, name: string, description: string): Command {
  return (
    program.commands.find((command) => command.name() === name) ??
    program.command(name).description(description)
  );
}
