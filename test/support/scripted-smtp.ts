import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** How a mail server misbehaves that no library would: line by line, on a real socket. */
export type SmtpScript = (socket: Socket, line: string) => void;

/** A server that says what its script says. `greeting` null: it never speaks. */
export class ScriptedSmtp {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(greeting: string | null, script: SmtpScript = () => undefined) {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined); // a client that leaves is no fault of the test
      socket.on('data', (bytes) => {
        for (const line of bytes.toString('latin1').split('\r\n').filter(Boolean))
          script(socket, line);
      });
      if (greeting !== null) socket.write(`${greeting}\r\n`);
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    return (this.server.address() as AddressInfo).port; // it listens on a port
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
