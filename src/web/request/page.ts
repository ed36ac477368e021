import type { Language } from '../../shared/localized-text.js';
import type { CouncilSettings } from '../council.js';
import type { NavigationItem } from '../navigation.js';
import type { Visitor } from './visit.js';

/** What templates see as `@page`: plain own properties, fixed for one rendering. */
export interface Page {
  readonly language: Language;
  readonly languages: readonly { code: Language; name: string; isCurrent: boolean }[];
  readonly council: CouncilSettings;
  readonly viewer: Visitor;
  /** Name of the viewer's role, in words; '' for citizens. */
  readonly role: string;
  /** Where the language form comes back to. */
  readonly path: string;
  /** Begins the address of every static file. */
  readonly static: string;
  readonly requestId: string;
  readonly flash: string | null;
  readonly nav: readonly (NavigationItem & { isCurrent: boolean })[];
  /** The desk's first page for this person; `/` for whoever has no desk. */
  readonly home: string;
  /** Read only by forms: a page without one sets no cookie. */
  readonly csrfToken: string;
}
