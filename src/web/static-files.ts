/**
 * The files that pages need, held in memory under one versioned prefix: `/static/<version>/…` never changes, so browsers keep it for a
 * year. Ours come from `views/static`, the others from their packages, under `vendor/`. Nothing else on the disk can be asked for.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { projectRoot } from './views/project-root.js';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};
const PACKED = new Set(['.css', '.js', '.svg']);
const BROTLI_QUALITY = 9; // 11 saves 4 % more and takes ten times as long

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
type Coding = 'br' | 'gzip' | 'identity';

interface StaticFile {
  readonly type: string;
  readonly bytes: Buffer;
  readonly isPacked: boolean;
  readonly packed: Map<Coding, Promise<Buffer>>;
}

/** Promises each static file at its versioned address, packed once; refuses any other address under `/static/` with 404. */
@Injectable()
export class StaticFiles {
  /** For instance `/static/3f2a…`. */
  readonly prefix: string;
  private readonly files: Map<string, StaticFile>;

  constructor() {
    this.files = new Map(
      [...vendorFiles(), ...ownFiles()].map(([path, file]) => [path, load(file)]),
    );
    const digest = createHash('sha256');
    for (const [path, { bytes }] of this.files) digest.update(path).update(bytes);
    this.prefix = `/static/${digest.digest('hex').slice(0, 12)}`;
  }

  readonly serve = (req: Request, res: Response, next: NextFunction): void => {
    const isOurs =
      req.path.startsWith('/static/') && (req.method === 'GET' || req.method === 'HEAD');
    if (!isOurs) {
      next();
      return;
    }
    const [, , version = '', ...rest] = req.path.split('/');
    const file = this.files.get(rest.join('/'));
    if (!file) {
      next();
      return;
    }
    const isCurrent = this.prefix.endsWith(`/${version}`);
    this.send(req, res, file, isCurrent).catch(next);
  };

  private async send(
    req: Request,
    res: Response,
    file: StaticFile,
    isCurrent: boolean,
  ): Promise<void> {
    const coding = file.isPacked ? codingFor(req) : 'identity';
    const body = await packed(file, coding);
    // A page of the version before may still ask: it gets the present file, but must not keep it under the old name.
    res.setHeader('Cache-Control', isCurrent ? 'public, max-age=31536000, immutable' : 'no-cache');
    res.setHeader('Content-Type', file.type);
    res.setHeader('Content-Length', body.length);
    if (file.isPacked) res.setHeader('Vary', 'Accept-Encoding');
    if (coding !== 'identity') res.setHeader('Content-Encoding', coding);
    res.end(req.method === 'HEAD' ? undefined : body);
  }
}

function codingFor(req: Request): Coding {
  const accepted = req.acceptsEncodings('br', 'gzip', 'identity');
  return accepted === 'br' || accepted === 'gzip' ? accepted : 'identity';
}

function packed(file: StaticFile, coding: Coding): Promise<Buffer> {
  const ready = file.packed.get(coding);
  if (ready) return ready;
  const made = pack(file.bytes, coding);
  file.packed.set(coding, made);
  return made;
}

async function pack(bytes: Buffer, coding: Coding): Promise<Buffer> {
  if (coding === 'br')
    return brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
  return coding === 'gzip' ? zip(bytes, { level: 9 }) : bytes;
}

function load(disk: string): StaticFile {
  const extension = extname(disk);
  const type = TYPES[extension];
  if (!type) throw new Error(`${disk}: no content type is known for ${extension}`);
  return {
    type,
    bytes: cleaned(disk, readFileSync(disk)),
    isPacked: PACKED.has(extension),
    packed: new Map(),
  };
}

/** The library's style sheet carries the font of a video player that no page has, as data: our policy refuses it, loudly. */
function cleaned(disk: string, bytes: Buffer): Buffer {
  if (!disk.endsWith('bootstrap-italia.min.css')) return bytes;
  return Buffer.from(bytes.toString('utf8').replace(/@font-face\{font-family:VideoJS[^}]*\}/, ''));
}

function ownFiles(): [string, string][] {
  const folder = join(projectRoot, 'views/static');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), path]);
}

function vendorFiles(): [string, string][] {
  const require = createRequire(import.meta.url);
  const bootstrap = dirname(
    dirname(require.resolve('bootstrap-italia/dist/css/bootstrap-italia.min.css')),
  );
  const leaflet = dirname(require.resolve('leaflet/dist/leaflet.js'));
  const titillium = ['300', 'regular', 'italic', '600', '700'].map((weight) => [
    `vendor/fonts/titillium-${weight}.woff2`,
    join(bootstrap, `fonts/Titillium_Web/titillium-web-v10-latin-ext_latin-${weight}.woff2`),
  ]);
  const mono = ['regular', '700'].map((weight) => [
    `vendor/fonts/roboto-mono-${weight}.woff2`,
    join(bootstrap, `fonts/Roboto_Mono/roboto-mono-v13-latin-ext_latin-${weight}.woff2`),
  ]);
  const images = [
    'layers.png',
    'layers-2x.png',
    'marker-icon.png',
    'marker-icon-2x.png',
    'marker-shadow.png',
  ];
  return [
    ['vendor/bootstrap-italia.min.css', join(bootstrap, 'css/bootstrap-italia.min.css')],
    ['vendor/sprites.svg', join(bootstrap, 'svg/sprites.svg')],
    ['vendor/leaflet.css', join(leaflet, 'leaflet.css')],
    ['vendor/leaflet.js', join(leaflet, 'leaflet.js')],
    ...images.map((name): [string, string] => [
      `vendor/images/${name}`,
      join(leaflet, 'images', name),
    ]),
    ...[...titillium, ...mono].map(([path = '', disk = '']): [string, string] => [path, disk]),
  ];
}
