import type { Commitment, Condition } from '../../records/terms.ts';
import { checkCondition, conditionsOf, type Facts, isOneOf } from './facts.ts';

/** A precondition that the stated facts fail. One that nobody stated fails nothing here: see {@link unstatedCondition}. */
export function unmetCondition({ eligibility }: Commitment, facts: Facts): string | null {
  const { all, any, none } = eligibility;
  const failed = all.find((condition) => checkCondition(condition, facts) === 'fails');
  if (failed) return `the contract requires ${textOf(failed)}`;
  if (any.length > 0 && any.every((condition) => checkCondition(condition, facts) === 'fails'))
    return `the contract requires one of: ${any.map(textOf).join('; ')}`;
  const excluded = none.find((condition) => checkCondition(condition, facts) === 'holds');
  return excluded ? `the contract excludes ${textOf(excluded)}` : null;
}

/** A precondition of the promise that the case says nothing of. An exclusion is for the vendor to show, and is not asked. */
export function unstatedCondition(commitment: Commitment, facts: Facts): string | null {
  const { all, any } = commitment.eligibility;
  const open = all.find((condition) => checkCondition(condition, facts) === 'unstated');
  if (open) return textOf(open);
  const unproved = conditionsOf(commitment).find((name) => !isOneOf(['yes'], facts[name] ?? ''));
  if (unproved) return `${unproved.replaceAll('_', ' ')} (state it as \`${unproved}: yes\`)`;
  const shown = any.length === 0 || any.some((condition) => checkCondition(condition, facts) === 'holds');
  return shown ? null : any.map(textOf).join('; or ');
}

function textOf(condition: Condition): string {
  return Object.entries(condition)
    .map(([attribute, values]) => `${attribute.replaceAll('_', ' ')} ${values.join(' or ').replaceAll('_', ' ')}`)
    .join(', ');
}
