import { Injectable } from '@nestjs/common';
import type { Visitor } from './request/visit.js';

export interface NavigationItem {
  readonly href: string;
  /** Key of a text. */
  readonly label: string;
  readonly icon?: string;
}

interface Entry extends NavigationItem {
  /** Shown to whoever has it; several: at least one of them. */
  readonly permission: string | readonly string[];
  /** Partners and council people have desks of their own. */
  readonly section: 'offices' | 'partners';
  readonly order: number;
}

/** Promises each person at a desk the places that their permissions open. Doors add theirs when they start. */
@Injectable()
export class Navigation {
  private readonly entries: Entry[] = [];

  add(entry: Entry): void {
    this.entries.push(entry);
    this.entries.sort((a, b) => a.order - b.order);
  }

  for(visitor: Visitor): NavigationItem[] {
    const section = visitor.kind === 'partner' ? 'partners' : 'offices';
    const held = visitor.permissions ?? [];
    return this.entries.filter(
      (entry) =>
        entry.section === section &&
        [entry.permission].flat().some((permission) => held.includes(permission)),
    );
  }
}
