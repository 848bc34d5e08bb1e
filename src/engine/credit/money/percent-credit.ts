import { derived, type Figure } from '../../records/figure.ts';
import { HUNDRED, isZero, toText, ZERO } from '../../values/exact.ts';
import type { RuleInput, RuleResult } from '../rule.ts';
import { baseOf } from './base.ts';

/** The credit of a percentage of the base. A percentage of nothing asks for no base, so an unknown one leaves it nothing. */
export function percentCredit(input: RuleInput, percent: Figure, label: string, says: string): RuleResult {
  const base = baseOf(input);
  const parts = { id: `${input.id}.credit`, label, unit: input.currency };
  if (percent.value === null)
    return { credit: derived({ ...parts, value: null, formula: percent.formula, inputs: [percent] }), says, base };
  if (isZero(percent.value))
    return { credit: derived({ ...parts, value: ZERO, formula: percent.formula, inputs: [percent] }), says, base };
  const credit = derived({
    ...parts,
    value: base.value?.mul(percent.value).div(HUNDRED) ?? null,
    formula: base.value ? 'base × percentage ÷ 100' : base.formula,
    inputs: [base, percent],
  });
  return { credit, says: `${says}: ${toText(percent.value)} %`, base };
}

/** A rule that gives no figure, and why. */
export function undetermined(input: RuleInput, label: string, why: string, inputs: readonly Figure[] = []): RuleResult {
  const credit = derived({
    id: `${input.id}.credit`,
    label,
    value: null,
    unit: input.currency,
    formula: why,
    inputs,
    clause: input.cite(input.field, why),
  });
  return { credit, says: why };
}

/** A rule that owes nothing, and why. */
export function unpaid(input: RuleInput, label: string, why: string, inputs: readonly Figure[] = []): RuleResult {
  const credit = derived({ id: `${input.id}.credit`, label, value: ZERO, unit: input.currency, formula: why, inputs });
  return { credit, says: why };
}
