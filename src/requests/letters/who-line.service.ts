import { Injectable } from '@nestjs/common';
import { assertNever } from '../../shared/assert-never.js';
import { Names } from '../names.service.js';
import { ruleName } from '../steps/domain/rule-name.js';
import type { Actor, PerformedBy } from '../steps/domain/step-draft.js';
import type { Wording } from './citizen-letters.js';

/** Says in one line who did a step: "Bruno Rossi, operatore (Lavori pubblici)"; with two people, both. */
@Injectable()
export class WhoLine {
  constructor(private readonly names: Names) {}

  async of(actor: Actor, performedBy: PerformedBy | undefined, words: Wording): Promise<string> {
    const recorder = await this.actor(actor, words);
    const performer = performedBy ? performerLine(performedBy, words) : '';
    return performer ? words.text('letters:who.performed', { performer, recorder }) : recorder;
  }

  private async actor(actor: Actor, words: Wording): Promise<string> {
    const name = actor.name ?? words.text('letters:who.citizen');
    switch (actor.kind) {
      case 'citizen':
        return name;
      case 'system':
        return systemLine(actor.rule, words);
      case 'partner': {
        const partner = (await this.names.partner(actor.partnerCode)) ?? '';
        return words.text('letters:who.partner', { name, partner });
      }
      case 'office': {
        const role = await this.names.role(actor.roleCode, words.language);
        const office =
          (await this.names.office(actor.officeCode, words.language)) ??
          (await this.names.partner(actor.partnerCode)) ??
          '';
        return role
          ? words.text('letters:who.office', { name, role, office })
          : words.text('letters:who.officeNoRole', { name, office });
      }
      default:
        return assertNever(actor.kind);
    }
  }
}

/** A letter names the rule as the council calls it; the codes of iter and rule are for the desk's page. */
function systemLine(rule: string | null, words: Wording): string {
  const name = ruleName(rule);
  return name ? words.text('letters:who.system', { rule: name }) : words.text('letters:who.automatic'); // prettier-ignore
}

/** "Luce e Strade, operatore 14", or the name that was given. */
export function performerLine(performedBy: PerformedBy, words: Wording): string {
  const { name, operatorCode, firm } = performedBy;
  if (operatorCode) {
    const line = words.text('letters:who.operator', { firm: firm ?? '', code: operatorCode });
    return name ? `${name} (${line})` : line;
  }
  return [name, firm].filter(Boolean).join(', ');
}
