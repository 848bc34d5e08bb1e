import type { Commitment } from '../../records/terms.ts';
import type { Answer } from './catalog.ts';
import type { Question } from './questions.ts';

/** A level or multiplier that depends on a fact nobody stated is itself open: every level is a reading. */
export function attributeQuestions(
  { credits, metric, scope }: Commitment,
  attributes: Readonly<Record<string, string>>,
): Question[] {
  const questions = new Map<string, Map<string, Answer>>();
  const ask = (attribute: string, value: string) => {
    if (attributes[attribute] !== undefined) return;
    const answers = questions.get(attribute) ?? new Map<string, Answer>();
    answers.set(value, { value, says: `${attribute.replaceAll('_', ' ')} is ${value.replaceAll('_', ' ')}` });
    questions.set(attribute, answers);
  };
  if (metric.kind === 'latency_attainment' && scope.dimension !== metric.threshold_by.attribute)
    for (const value of Object.keys(metric.threshold_by.values)) ask(metric.threshold_by.attribute, value);
  for (const rule of credits) {
    if (rule.rule === 'tiers') {
      for (const level of rule.levels)
        for (const [attribute, values] of Object.entries(level.when)) if (values[0]) ask(attribute, values[0]);
      // Where a level does not ask for the fact, a unit of none of the named values has that level.
      for (const attribute of new Set(rule.levels.flatMap((level) => Object.keys(level.when))))
        if (rule.levels.some((level) => level.when[attribute] === undefined)) ask(attribute, 'another');
    }
    if (rule.rule === 'multiplier' && rule.multiplier_by)
      for (const value of Object.keys(rule.multiplier_by.values)) ask(rule.multiplier_by.attribute, value);
  }
  return [...questions].map(([attribute, answers]) => ({
    subject: `attribute:${attribute}`,
    answers: [...answers.values()].reverse(),
  }));
}
