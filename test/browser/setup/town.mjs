/** The built product with the invented town in it, for browsers: started once for a whole run, its data thrown away afterwards. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = join(root, 'dist/src/cli.js');
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 15_000;
/** The demo takes the port after its own for the invented partner's receiver. */
const FIRST_PORT = 5510;
/** What the machine that runs the tests has set for itself: the town of these tests is an embedded one. */
const NOT_HANDED_ON = [
  'DATABASE_URL',
  'REDIS_URL',
  'SMTP_URL',
  'PUBLIC_URL',
  'HOST',
  'TRUST_PROXY',
];

/** @returns {Promise<{address: string, receiver: string, dataDir: string, pid: number}>} */
export async function openTown() {
  if (!existsSync(program)) throw new Error('dist/ is not there: npm run build comes first');
  const dataDir = mkdtempSync(join(tmpdir(), 'iter-browser-'));
  const port = await freePort(FIRST_PORT);
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !NOT_HANDED_ON.includes(key)),
  );
  const child = spawn(process.execPath, [program, 'demo'], {
    cwd: root,
    env: { ...environment, DATA_DIR: dataDir, PORT: String(port), TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  process.once('exit', () => isAlive(child.pid) && process.kill(child.pid, 'SIGKILL')); // whatever ends the run
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(text));
  const address = `http://localhost:${port}`;
  const town = { address, receiver: `http://127.0.0.1:${port + 1}`, dataDir, pid: child.pid };
  try {
    await answered(`${address}/accedi`, child);
    return town;
  } catch (cause) {
    await closeTown(town);
    throw new Error(`the town did not open:\n${Buffer.concat(said).toString()}`, { cause });
  }
}

export async function closeTown({ pid, dataDir }) {
  if (isAlive(pid)) process.kill(pid, 'SIGTERM');
  const until = Date.now() + STOP_LIMIT_MS;
  while (isAlive(pid) && Date.now() < until) await pause(100);
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
}

async function answered(address, child) {
  const until = Date.now() + START_LIMIT_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`it ended with status ${child.exitCode}`);
    const isOpen = await fetch(address).then(
      (answer) => answer.ok,
      () => false, // nobody listens yet
    );
    if (isOpen) return;
    await pause(250);
  }
  throw new Error(`no answer within ${START_LIMIT_MS} ms`);
}

async function freePort(from) {
  for (let port = from; port < from + 80; port += 2)
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  throw new Error(`no two free ports from ${from} on`);
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // it has ended
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** For tests of the same run: jest hands variables on, not objects. */
export const TOWN_VARIABLE = 'ITER_BROWSER_TOWN';
export const townFromEnvironment = () => JSON.parse(process.env[TOWN_VARIABLE] ?? 'null');
