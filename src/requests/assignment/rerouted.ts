/** What routing decides for a request, as the write path takes it. */
import type { Hearing } from '../../routing/domain/hearing.js';
import type { RuleName } from '../../routing/domain/rule.js';
import type { InvolvementRole } from '../../routing/routing-rule.entity.js';
import type { NamedValue } from '../steps/domain/step-draft.js';

export interface NewInvolvement {
  readonly partnerId: string;
  readonly role: InvolvementRole;
  readonly rule: string;
  /** Of an informed one; left out, every public step. */
  readonly hears?: Hearing;
}

/** A partner that a rule gives the request to. */
export interface Executor {
  readonly partnerId: string;
  readonly rule: RuleName;
}

/** Who gets a request in the office that it is handed over to, and for the step which rule says so. */
export interface HandedTo {
  readonly personId: string;
  readonly values: readonly NamedValue[];
}

/** Where a request goes under its new category, and which rules say so. */
export interface Rerouted {
  readonly officeId: string;
  readonly personId: string | null;
  readonly involved: readonly NewInvolvement[];
  readonly executors: readonly Executor[];
  /** Partners whose part ends: ids. */
  readonly released: readonly string[];
  /** For the step: the office and the person, each with its rule, and whose part ends. */
  readonly values: readonly NamedValue[];
}
