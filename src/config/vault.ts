import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Environment } from './environment.js';

/**
 * Keeps secrets that must be read again (a ticket password in a mail that waits, a webhook's secret): AES-256-GCM under a key from the
 * environment, stored as `keyId.iv.tag.ciphertext`. The first key encrypts, every listed key decrypts (rotation).
 */
@Injectable()
export class Vault {
  constructor(private readonly environment: Environment) {}

  seal(plain: string): string {
    const [current] = this.environment.encryptionKeys;
    if (!current) throw new Error('no encryption key');
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', current.key, iv);
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return [
      current.id,
      ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')),
    ].join('.');
  }

  /** Throws where the text was changed or its key is no longer listed. */
  open(text: string): string {
    const [keyId, iv = '', tag = '', sealed = ''] = text.split('.');
    const found = this.environment.encryptionKeys.find((entry) => entry.id === keyId);
    if (!found) throw new Error(`encryption key "${keyId}" is not in ITER_ENCRYPTION_KEYS`);
    const decipher = createDecipheriv('aes-256-gcm', found.key, Buffer.from(iv, 'base64url'));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([
      decipher.update(Buffer.from(sealed, 'base64url')),
      decipher.final(),
    ]).toString('utf8');
  }

  /** HMAC-SHA256 under the pepper, hex: what is stored of a ticket password (RELIABILITY rule 15). */
  fingerprint(secret: string): string {
    return createHmac('sha256', this.environment.passwordPepper)
      .update(secret, 'utf8')
      .digest('hex');
  }

  matches(secret: string, fingerprint: string): boolean {
    const given = Buffer.from(this.fingerprint(secret), 'hex');
    const stored = Buffer.from(fingerprint, 'hex');
    return given.length === stored.length && timingSafeEqual(given, stored);
  }
}
