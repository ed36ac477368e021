import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import type { Schema } from '../../../database/data-source.js';
import { PlainFault } from '../../../shared/plain-fault.js';
import type { Refusal } from '../../../shared/refusal.js';

/** Writes one line of result on stdout. Everything else (logs, progress, faults) goes to stderr. */
export type Print = (line: string) => void;

/** Starts the application without its web server, runs the work, stops it, and sets the exit status: 0, or 1 where the work throws. */
export type WithApp = (
  work: (app: INestApplicationContext, print: Print) => Promise<void>,
) => Promise<void>;

/** What a command has of the floors above it, beside the application. */
export interface House {
  readonly print: Print;
  /** Writes one line on stderr: what is no result. */
  readonly tell: Print;
  /** Starts the web process and keeps it running: `demo`. */
  readonly serveApp: () => Promise<void>;
  /** Every table and every migration: for who opens the database without the application, which would bring it up to date. */
  readonly loadSchema: () => Promise<Schema>;
}

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
