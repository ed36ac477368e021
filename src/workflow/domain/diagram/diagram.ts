/** A diagram as it is drawn: boxes and arrows in pixels, and the words that it is given. */
import type { StateKind } from '../document.js';
import type { BoxNote } from './links.js';

export interface DiagramWords {
  readonly state: (code: string) => string;
  readonly action: (code: string) => string;
  readonly note: (note: BoxNote) => string;
  /** Said in the box of these states: "you are here", "new". */
  readonly marks?: ReadonlyMap<string, string>;
}

export interface DiagramLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface DiagramBox {
  readonly code: string;
  readonly kind: StateKind;
  readonly isInitial: boolean;
  readonly isMarked: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly DiagramLine[];
  readonly notes: readonly DiagramLine[];
}

export interface DiagramArrow {
  /** "Presa in carico → Chiusa: Chiudere senza intervento". */
  readonly title: string;
  readonly path: string;
  /** Three points of the head. */
  readonly head: string;
  readonly isAutomatic: boolean;
  readonly label: readonly DiagramLine[];
}

export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly DiagramBox[];
  readonly arrows: readonly DiagramArrow[];
}
