import type { Edition, Exclusion } from '../../records/terms.ts';
import type { TermsClause } from '../../records/terms-clause.ts';
import { plainly } from '../words.ts';
import { clausesIn } from './draft.ts';

/** What does not count, one clause for each cause. */
export function exclusionClauses({ exclusions }: Edition): TermsClause[] {
  const { list, add } = clausesIn('exclusions', 'exclusions');
  for (const exclusion of exclusions) add(capital(plainly(exclusion.tag)), exclusion.tag, says(exclusion));
  return list;
}

function says({ effect, text }: Exclusion): string {
  return `${EFFECTS[effect]}${text ? `: ${text.replace(/\.$/, '')}` : ''}`;
}

const EFFECTS: Readonly<Record<Exclusion['effect'], string>> = {
  not_downtime: 'no downtime',
  void_claim: 'voids the claim',
  reduces_base: 'taken off the base',
};

function capital(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
