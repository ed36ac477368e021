import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** An IMAP server with one message, as much of the protocol as a reader of unseen mail speaks. */
export class FakeMailbox {
  isSeen = false;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly raw: string) {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined); // a client that leaves is no fault of the test
      socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
      let waiting = '';
      socket.on('data', (chunk) => {
        waiting += chunk.toString();
        const lines = waiting.split('\r\n');
        waiting = lines.pop() ?? '';
        for (const line of lines) socket.write(this.answer(line));
      });
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    return (this.server.address() as AddressInfo).port; // it listens on a port
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private answer(line: string): string {
    const [tag = '', ...words] = line.split(' ');
    const command = words.join(' ').toUpperCase();
    const ok = `${tag} OK done\r\n`;
    if (command.startsWith('CAPABILITY')) return `* CAPABILITY IMAP4rev1\r\n${ok}`;
    if (command.startsWith('SELECT') || command.startsWith('EXAMINE'))
      return `* FLAGS (\\Seen)\r\n* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 8] x\r\n${tag} OK [READ-WRITE] done\r\n`;
    if (command.startsWith('LIST') || command.startsWith('LSUB'))
      return `* LIST () "/" "INBOX"\r\n${ok}`;
    if (command.startsWith('UID SEARCH')) return `* SEARCH${this.isSeen ? '' : ' 7'}\r\n${ok}`;
    if (command.startsWith('UID FETCH')) {
      const item = /BODY(\.PEEK)?(\[\]<\d+)/.test(command) ? 'BODY[]<0>' : 'BODY[]';
      return `* 1 FETCH (UID 7 ${item} {${Buffer.byteLength(this.raw)}}\r\n${this.raw})\r\n${ok}`;
    }
    if (command.startsWith('UID STORE')) {
      this.isSeen = true;
      return `* 1 FETCH (UID 7 FLAGS (\\Seen))\r\n${ok}`;
    }
    if (command.startsWith('LOGOUT')) return `* BYE\r\n${ok}`;
    return ok;
  }
}
