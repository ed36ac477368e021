import type { TermNews } from '../domain/term-change.js';
import type { ActorKind, KnownBy, Visibility } from '../steps/step.entity.js';
import type { PerformedBy } from '../steps/domain/step-draft.js';
import type { FieldDetail } from '../steps/step-words.service.js';

/** A step as a viewer may read it, in the viewer's language. */
export interface StepView {
  readonly seq: number;
  readonly action: string;
  readonly label: string;
  /** When it was recorded. */
  readonly at: Date;
  readonly occurredAt: Date;
  /** Recorded later than it happened: pages show both. */
  readonly isLater: boolean;
  readonly from: string | null;
  readonly to: string;
  /** The state it led to, where it moved one. */
  readonly movedTo: string | null;
  readonly actor: {
    readonly kind: ActorKind;
    readonly name: string | null;
    readonly known: KnownBy;
    readonly role: string | null;
    readonly office: string | null;
    readonly partner: string | null;
    readonly rule: string | null;
  };
  readonly performedBy: PerformedBy | null;
  /** The iter's rule about who may do it, where it has one beside role and permission: "iter «Guasto», versione 2: …". */
  readonly underRule: string | null;
  readonly note: string | null;
  readonly internalNote: string | null;
  readonly details: readonly FieldDetail[];
  /** What it did to the legal term; null where it left it alone. */
  readonly term: TermNews | null;
  /**
   * Whom a clock told: a role, or null for everybody in the office; and the codes of the roles that its rule calls first and that nobody had.
   * Null as a whole where the step told nobody in the house.
   */
  readonly told: { readonly role: string | null; readonly vacant: readonly string[] } | null;
  /** The office that has the request from this step on, where the step says so to this viewer. */
  readonly toOffice: string | null;
  /** Every value that the viewer may see, by name: for the API. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly visibility: Visibility;
  /** Number of the step that struck this one through. */
  readonly correctedBy: number | null;
  /** Its texts were emptied for good. */
  readonly isErased: boolean;
  readonly letter: { readonly subject: string; readonly text: string } | null;
  readonly attachments: readonly AttachmentView[];
  readonly previousHash: string | null;
  readonly hash: string;
}

export interface AttachmentView {
  readonly id: string;
  readonly seq: number;
  readonly kind: 'photo' | 'document';
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly name: string | null;
}
