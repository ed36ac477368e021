import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { normalAddress } from '../domain/address-range.js';
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

/**
 * One POST on a connection of its own, with no proxy and no cookies. Promises an answer or an error within 15 s, 5 s of them to
 * connect; reads at most 16 KB of the reply and follows nothing.
 */
export function postTo({ url, to, headers, body }: Post): Promise<PostAnswer> {
  const send = url.startsWith('https:') ? tlsRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(body.length) },
      agent: false,
      lookup: pinnedTo(to),
      maxHeaderSize: HEADER_LIMIT_BYTES,
    });
    const limit = setTimeout(() => request.destroy(new TooSlow('no answer')), TOTAL_LIMIT_MS);
    request.on('close', () => clearTimeout(limit));
    request.on('error', reject); // without effect where the status came before
    request.on('socket', (socket) => watchConnect(request, socket, to));
    request.on('response', (response) => {
      const retryAfter = response.headers['retry-after'];
      resolve({ status: response.statusCode ?? 0, retryAfter });
      drain(request, response);
    });
    request.end(body);
  });
}

/** Every name leads to the address that was checked. */
function pinnedTo({ address, family }: CheckedAddress): LookupFunction {
  return (_hostname, options, callback) => {
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

function watchConnect(request: ClientRequest, socket: Socket, to: CheckedAddress): void {
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
