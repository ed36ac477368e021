import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { SMTPServer } from 'smtp-server';
import { Environment } from '../../config/environment.js';
import { MailIntake } from './mail-intake.service.js';

const SIZE_MAX = 15_000_000;
const CLIENTS_MAX = 10;
const FULL = 552;
const LATER = 451;

/**
 * Takes mail that the town's own server hands in, on SMTP_LISTEN. Says 250 only once the mail is on disk; what goes wrong is 451, so that the
 * server tries again. Takes recipients of our own host only: it relays nothing.
 */
@Injectable()
export class SmtpListener implements OnApplicationShutdown {
  private readonly logger = new Logger('mailbox');
  private server: SMTPServer | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly intake: MailIntake,
  ) {}

  /** Answers the port; undefined where nothing is to be listened on. */
  async start(): Promise<number | undefined> {
    const { smtpListen, replyTo } = this.environment;
    if (!smtpListen || !replyTo) return undefined;
    const [port = '', host = '127.0.0.1'] = smtpListen.split(/:(?=\d+$)/).reverse();
    const server = await this.open(replyTo.split('@')[1]?.toLowerCase() ?? '');
    this.server = server;
    server.on('error', (error: Error) =>
      this.logger.warn({ event: 'smtp', reason: error.message }),
    );
    await new Promise<void>((resolve) => server.listen(Number(port), host, () => resolve()));
    const address = server.server.address();
    return typeof address === 'object' && address ? address.port : undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    const { server } = this;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private async open(ourHost: string): Promise<SMTPServer> {
    const { SMTPServer: Server } = await import('smtp-server'); // here, for most installations have no need of it
    return new Server({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      size: SIZE_MAX,
      maxClients: CLIENTS_MAX,
      logger: false,
      onRcptTo: ({ address }, _session, done) =>
        done(address.toLowerCase().endsWith(`@${ourHost}`) ? null : fault(550, 'not here')),
      onData: (stream, { envelope }, done) => {
        const chunks: Buffer[] = [];
        let size = 0;
        stream.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size <= SIZE_MAX) chunks.push(chunk);
        });
        stream.on('end', () => {
          if (size > SIZE_MAX) return done(fault(FULL, 'too large'));
          const to = envelope.rcptTo.map(({ address }) => address);
          this.intake.take(Buffer.concat(chunks), to).then(
            () => done(null),
            (error: unknown) => {
              this.logger.error({ event: 'mail-not-taken-in', reason: String(error) });
              done(fault(LATER, 'try again'));
            },
          );
        });
      },
    });
  }
}

function fault(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
