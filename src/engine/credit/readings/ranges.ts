import type { ReadingOutcome, RuleOutcome } from '../../records/assessment.ts';
import { derived, type Figure, type Range } from '../../records/figure.ts';
import { type Exact, ZERO } from '../../values/exact.ts';
import type { Evaluation } from '../evaluate.ts';
import { citing } from '../promise/clause.ts';
import { evaluateUnder, type UnitCase } from '../unit-case.ts';
import type { Choices, Question } from './questions.ts';

/** Base, lowest and highest of a figure over all readings. Readings that leave it undetermined do not widen the range. */
export function rangeOf(
  input: UnitCase,
  key: string,
  base: Evaluation,
  all: readonly Evaluation[],
  pick: (evaluation: Evaluation) => Figure,
): Range {
  const usual = pick(base);
  const known = all
    .filter((evaluation) => pick(evaluation).value !== null)
    .sort((a, b) => (pick(a).value as Exact).compare(pick(b).value as Exact));
  const extreme = (name: 'low' | 'high', evaluation: Evaluation | undefined): Figure => {
    const figure = evaluation ? pick(evaluation) : usual;
    if (usual.value === null || figure.value === null || figure.value.equals(usual.value)) return usual;
    const again = evaluateUnder(input, `credits.${input.id}.${key}.${name}.if`, (evaluation as Evaluation).choices);
    return derived({
      id: `credits.${input.id}.${key}.${name}`,
      label: usual.label,
      value: figure.value,
      unit: usual.unit,
      formula: `${name === 'low' ? 'lowest' : 'highest'} of ${all.length} combinations of readings`,
      inputs: [pick(again)],
    });
  };
  return { low: extreme('low', known[0]), base: usual, high: extreme('high', known.at(-1)) };
}

/** What each answer to each question would pay, one question at a time. Questions that change nothing are left out. */
export function readingOutcomes(
  input: UnitCase,
  questions: readonly Question[],
  usual: Choices,
  base: Evaluation,
  amount: (evaluation: Evaluation) => Figure,
): ReadingOutcome[] {
  return questions.flatMap(({ subject, answers }) => {
    if (answers.length < 2) return [];
    const outcomes = answers.map(({ value, says }, index): ReadingOutcome => {
      const isDefault = index === 0;
      const evaluation = isDefault
        ? base
        : evaluateUnder(input, `credits.${input.id}.readings.${subject.replaceAll(':', '.')}.${value}`, {
            ...usual,
            [subject]: value,
          });
      return { name: subject, value, says, credit: amount(evaluation), isDefault };
    });
    const first = outcomes[0]?.credit.value ?? null;
    const matters = outcomes.some(
      ({ credit }) =>
        (credit.value === null) !== (first === null) ||
        (first !== null && credit.value !== null && !credit.value.equals(first)),
    );
    return matters ? outcomes : [];
  });
}

/** What one rule of the commitment gives, over all readings. */
export function ruleOutcome(input: UnitCase, index: number, base: Evaluation, all: readonly Evaluation[]): RuleOutcome {
  const entry = base.rules[index] as Evaluation['rules'][number];
  const field = `commitments.${input.commitment.id}.credits.${entry.rule.id}`;
  const pick = (evaluation: Evaluation) => (evaluation.rules[index] as Evaluation['rules'][number]).credit;
  return {
    rule: entry.rule.id,
    automatic: entry.rule.automatic,
    credit: rangeOf(input, `${entry.rule.id}.credit`, base, all, pick),
    says: entry.says,
    clause: citing(input.contract.terms, input.edition)(field, entry.says),
  };
}

/** What a unit earns that has nothing to claim now. */
export function nothing(input: Pick<UnitCase, 'id' | 'records'>, because: string): Range {
  const figure = derived({
    id: `credits.${input.id}.none`,
    label: 'Credit',
    value: ZERO,
    unit: input.records.currency,
    formula: `nothing to claim: ${because}`,
  });
  return { low: figure, base: figure, high: figure };
}
