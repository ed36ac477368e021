/**
 * The partners' side of `deliveries.mjs`, in a process of its own: receivers on loopback that answer at once. The first stays dumb while it is
 * told to. Says by IPC which message came when, on the clock that all processes of the machine share.
 */
import { createServer } from 'node:http';

const count = Number(process.argv[2]);
const TELL_MS = 20;
const now = () => performance.timeOrigin + performance.now();
let isFirstDead = false;
let fresh = [];

process.on('message', ({ dead }) => {
  isFirstDead = dead;
  process.send({ dead });
});
setInterval(() => {
  if (fresh.length > 0) process.send({ received: fresh });
  fresh = [];
}, TELL_MS);
process.on('disconnect', () => process.exit());

const ports = await Promise.all(Array.from({ length: count }, (_, place) => listen(place)));
process.send({ ports });

function listen(place) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (isFirstDead && place === 0) return;
      fresh.push([request.headers['webhook-id'], now()]);
      response.end();
    });
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(server.address().port)),
  );
}
