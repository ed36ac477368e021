import { Injectable } from '@nestjs/common';
import { Environment } from '../../../config/environment.js';
import { Vault } from '../../../config/vault.js';
import { linkIdOf, linkToken } from '../../../requests/tasks/links/link-token.js';

/** Where a district council's monthly letter leads: to the figures behind a sign-in, and to the page on which its address stops it. */
@Injectable()
export class DigestLinks {
  constructor(
    private readonly environment: Environment,
    private readonly vault: Vault,
  ) {}

  figures(month: string): string {
    return new URL(`/ente/zona?mese=${month}`, this.environment.publicUrl).href;
  }

  /** Signed, and stored nowhere. Opening it changes nothing. */
  stop(endpointId: string): string {
    return new URL(this.stopPath(endpointId), this.environment.publicUrl).href;
  }

  stopPath(endpointId: string): string {
    return `/ente/riepilogo/${linkToken(this.vault, endpointId, 'district-digest')}`;
  }

  /** The endpoint's id; null for what was not signed here. */
  endpointOf(token: string): string | null {
    return linkIdOf(this.vault, token, 'district-digest');
  }
}
