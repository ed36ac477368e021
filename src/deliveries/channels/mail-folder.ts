import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { createTransport, type SendMailOptions } from 'nodemailer';
import PostalMime from 'postal-mime';
import { Environment } from '../../config/environment.js';
import type { Parcel } from './channel.js';

/** A mail that never left the house, for the page that shows it. */
export interface KeptMail {
  /** The delivery's id. */
  readonly id: string;
  readonly at: Date;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const NAME = /^(\d{8}T\d{9}Z)-([0-9a-f-]{36})\.eml$/;

/**
 * Where mail goes outside production when there is no mail server: `.eml` files that any mail program opens, one each, named so that
 * they sort by time. A mail that is sent again replaces itself.
 */
@Injectable()
export class MailFolder {
  private readonly path: string;
  private readonly composer = createTransport({ streamTransport: true, buffer: true });

  constructor(environment: Environment) {
    this.path = join(environment.dataDir, 'mail');
  }

  async put(parcel: Parcel, message: SendMailOptions): Promise<void> {
    const { message: bytes } = await this.composer.sendMail(message);
    await mkdir(this.path, { recursive: true });
    const file = join(this.path, `${stamp(parcel.createdAt)}-${parcel.id}.eml`);
    await writeFile(`${file}.tmp`, bytes);
    await rename(`${file}.tmp`, file);
  }

  /** Newest first. */
  async list(limit: number): Promise<KeptMail[]> {
    const names = (await this.names()).sort().reverse().slice(0, limit);
    return Promise.all(names.map((name) => this.read(name)));
  }

  /** Null where there is none. */
  async one(id: string): Promise<KeptMail | null> {
    const name = (await this.names()).find((candidate) => NAME.exec(candidate)?.[2] === id);
    return name === undefined ? null : this.read(name);
  }

  private async names(): Promise<string[]> {
    const all = await readdir(this.path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []; // nothing sent yet
      throw error;
    });
    return all.filter((name) => NAME.test(name));
  }

  private async read(name: string): Promise<KeptMail> {
    const mail = await PostalMime.parse(await readFile(join(this.path, name)));
    return {
      id: NAME.exec(name)?.[2] ?? '',
      at: new Date(mail.date ?? 0),
      to: mail.to?.[0]?.address ?? '',
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html ?? '',
    };
  }
}

function stamp(at: Date): string {
  return at.toISOString().replace(/[-:.]/g, '');
}
