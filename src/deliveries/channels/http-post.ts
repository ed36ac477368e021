import {
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as plainRequest,
} from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { normalAddress } from '../domain/address-range.js';
import { FULL_SHARE } from '../domain/share.js';
import { AddressNotAllowed, type CheckedAddress } from './address-guard.js';
import { TooSlow } from './deadline.js';

export interface Post {
  readonly url: string;
  /** The address that passed the guard: connected to as it is, while Host and SNI keep the name. */
  readonly to: CheckedAddress;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

export interface PostAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

const CONNECT_LIMIT_MS = 5_000;
const TOTAL_LIMIT_MS = 15_000;
const HEADER_LIMIT_BYTES = 16_384;
const REPLY_LIMIT_BYTES = 16_384;

/** Below the five seconds after which many servers close what is idle, so that we seldom write into a closed connection. */
const IDLE_LIMIT_MS = 4_000;
const KEPT = { keepAlive: true, timeout: IDLE_LIMIT_MS, maxFreeSockets: FULL_SHARE };

/**
 * Posts on connections that are kept open for a few seconds, each to the very address that was checked, while Host and SNI keep the name;
 * no proxy, no cookies. Promises an answer or an error within 15 s, 5 s of them to connect; reads at most 16 KB of the reply and
 * follows nothing.
 */
export class HttpPoster {
  private readonly plain = new PlainAgent(KEPT);
  private readonly tls = new TlsAgent(KEPT);

  async post(post: Post): Promise<PostAnswer> {
    const giveUpAt = performance.now() + TOTAL_LIMIT_MS;
    try {
      return await this.attempt(post, giveUpAt);
    } catch (error) {
      if (!(error instanceof ClosedMeanwhile)) throw error;
      return this.attempt(post, giveUpAt);
    }
  }

  close(): void {
    this.plain.destroy();
    this.tls.destroy();
  }

  private attempt({ url, to, headers, body }: Post, giveUpAt: number): Promise<PostAnswer> {
    const { protocol, host, port, pathname, search } = new URL(url);
    const isTls = protocol === 'https:';
    return new Promise((resolve, reject) => {
      const request = (isTls ? tlsRequest : plainRequest)({
        ...{ method: 'POST', host: to.address, family: to.family, path: pathname + search },
        ...(port && { port }),
        headers: { ...headers, host, 'content-length': String(body.length) },
        agent: isTls ? this.tls : this.plain,
        maxHeaderSize: HEADER_LIMIT_BYTES,
      });
      const tooSlow = (): void => void request.destroy(new TooSlow('no answer'));
      const limit = setTimeout(tooSlow, giveUpAt - performance.now());
      request.on('close', () => clearTimeout(limit));
      request.on('error', (error) => reject(meaning(request, error))); // without effect where the status came before
      request.on('socket', (socket) => watchConnect(request, socket, to));
      request.on('response', (response) => {
        const retryAfter = response.headers['retry-after'];
        resolve({ status: response.statusCode ?? 0, retryAfter });
        drain(request, response);
      });
      request.end(body);
    });
  }
}

/** A kept connection was closed from the other side as we wrote: nobody has read the message (Node, `request.reusedSocket`). */
class ClosedMeanwhile extends Error {}

function meaning(request: ClientRequest, error: Error): Error {
  const { code } = error as NodeJS.ErrnoException; // errors of node carry one
  const isClosed = request.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE');
  return isClosed ? new ClosedMeanwhile('closed', { cause: error }) : error;
}

function watchConnect(request: ClientRequest, socket: Socket, to: CheckedAddress): void {
  if (request.reusedSocket) return; // checked when it was made
  const limit = setTimeout(() => request.destroy(new TooSlow('no connection')), CONNECT_LIMIT_MS);
  socket.once('close', () => clearTimeout(limit));
  socket.once('connect', () => {
    clearTimeout(limit);
    const isChecked = normalAddress(socket.remoteAddress ?? '') === normalAddress(to.address);
    if (!isChecked) request.destroy(new AddressNotAllowed());
  });
}

/** The status has decided; the text is read only so that a polite receiver can finish, and no further than the limit. */
function drain(request: ClientRequest, response: IncomingMessage): void {
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > REPLY_LIMIT_BYTES) request.destroy();
  });
  response.on('error', () => request.destroy());
}
