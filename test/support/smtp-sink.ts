import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  /** Every RCPT of the message. */
  readonly to: readonly string[];
  readonly raw: string;
}

/** What the server says instead of 250. */
export interface Refusing {
  readonly rcpt?: { code: number; text: string };
  readonly data?: { code: number; text: string };
  /** Takes the message, then cuts the connection before its 250. */
  readonly cutAfterData?: boolean;
}

/** A real SMTP server on loopback that keeps what it takes. `answers` says how the next message is treated; empty: accepted, after `ponderMs`. */
export class SmtpSink {
  readonly mails: ReceivedMail[] = [];
  readonly answers: Refusing[] = [];
  private readonly server: SMTPServer;
  private current: Refusing = {};

  constructor(private readonly ponderMs = 0) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onMailFrom: (_address, _session, done) => {
        this.current = this.answers.shift() ?? {};
        done();
      },
      onRcptTo: (_address, _session, done) => done(refusal(this.current.rcpt)),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => this.take(session, Buffer.concat(chunks), done));
      },
    });
    this.server.on('error', () => undefined); // a client that leaves is no fault of the test
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = this.server.server.address() as AddressInfo; // it listens on a port
    return `smtp://127.0.0.1:${port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private take(
    session: SMTPServerSession,
    raw: Buffer,
    done: (error?: Error | null) => void,
  ): void {
    const { mailFrom, rcptTo } = session.envelope;
    if (this.current.data) return done(refusal(this.current.data));
    this.mails.push({
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      raw: raw.toString('utf8'),
    });
    if (this.current.cutAfterData) this.cut(session);
    else if (this.ponderMs > 0) setTimeout(done, this.ponderMs);
    else done();
  }

  private cut(session: SMTPServerSession): void {
    for (const connection of this.server.connections)
      if ((connection as { id?: string }).id === session.id)
        (connection as unknown as { _socket: { destroy(): void } })._socket.destroy(); // no public way to break a line
  }
}

function refusal(answer: { code: number; text: string } | undefined): Error | null {
  if (!answer) return null;
  return Object.assign(new Error(answer.text), { responseCode: answer.code });
}
