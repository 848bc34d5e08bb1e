import type { Contract } from '../../records/case-records.ts';
import type { Issue } from '../../records/issue.ts';
import type { Commitment, Condition } from '../../records/terms.ts';
import { didYouMean } from '../../values/nearest.ts';
import { numbersKnown, numbersNeeded } from '../applying/facts-as-numbers.ts';

/** What the user says of a unit, by attribute: `{worst_disk_class: premium_ssd}`. */
export type Facts = Readonly<Record<string, string>>;

/** Whether a stated fact is one of the values; `availability_set` and `Availability set` are one word. */
export function isOneOf(values: readonly string[], fact: string): boolean {
  return values.some((value) => plain(value) === plain(fact));
}

/** Whether a condition holds on the facts. A fact that nobody stated leaves it open, unless another one already fails it. */
export function checkCondition(condition: Condition, facts: Facts): 'holds' | 'fails' | 'unstated' {
  const stated = Object.entries(condition).filter(([attribute]) => facts[attribute] !== undefined);
  if (stated.some(([attribute, values]) => !isOneOf(values, facts[attribute] as string))) return 'fails';
  return stated.length === Object.keys(condition).length ? 'holds' : 'unstated';
}

/** What must hold beside the downtime. Where nothing is measured, the stated event is all there is to show. */
export function conditionsOf({ metric }: Commitment): readonly string[] {
  return metric.kind === 'none' ? [] : metric.conditions;
}

/**
 * Facts that decide whether the promise holds, which level of it, or how much it pays. One that switches a base is none:
 * where nobody states it, the base stays as it is.
 */
export function attributesAsked(commitment: Commitment): Set<string> {
  const { eligibility, credits } = commitment;
  const preconditions = [...eligibility.all, ...eligibility.any].flatMap((condition) => Object.keys(condition));
  const levels = credits.flatMap((rule) =>
    rule.rule === 'tiers' ? rule.levels.flatMap((level) => Object.keys(level.when)) : [],
  );
  const multipliers = credits.flatMap((rule) =>
    rule.rule === 'multiplier' && rule.multiplier_by ? [rule.multiplier_by.attribute] : [],
  );
  return new Set([
    ...preconditions,
    ...conditionsOf(commitment),
    ...levels,
    ...multipliers,
    ...credits.flatMap(numbersNeeded),
    ...numbersMeasured(commitment),
  ]);
}

/** What the metric itself asks: how many nodes there are, or which level applies. */
function numbersMeasured({ metric, scope }: Commitment): string[] {
  if (metric.kind === 'node_hours') return ['contracted_nodes'];
  if (metric.kind !== 'latency_attainment' || scope.dimension === metric.threshold_by.attribute) return [];
  return [metric.threshold_by.attribute];
}

/** A fact that no clause knows changes nothing: the user is told, for it may be a slip of the pen. */
export function strayFacts({ terms, attributes, unitAttributes }: Contract): Issue[] {
  const known = knownFacts(terms.versions.flatMap((edition) => edition.commitments));
  const stated = [attributes, ...Object.values(unitAttributes)].flatMap((facts) => Object.entries(facts));
  return stated.flatMap(([attribute, value]): Issue[] => {
    const values = known.get(attribute);
    if (!values)
      return [
        stray(
          `no clause of ${terms.id} asks for ${attribute}`,
          didYouMean(attribute, known.keys()) || `It knows: ${[...known.keys()].join(', ')}.`,
        ),
      ];
    if (values === 'any' || isOneOf([...values], value)) return [];
    return [
      stray(
        `no clause of ${terms.id} names ${attribute} ${value}`,
        `Its clauses name: ${[...values].sort().join(', ')}.`,
      ),
    ];
  });
}

function stray(message: string, fix: string): Issue {
  return {
    code: 'engine/stray-fact',
    severity: 'warning',
    message: `The case states a fact that changes nothing: ${message}.`,
    fix,
  };
}

/** The values that clauses name of each fact; `any`, where they take a number or a name of the customer's own. */
function knownFacts(commitments: readonly Commitment[]): Map<string, Set<string> | 'any'> {
  const known = new Map<string, Set<string> | 'any'>();
  const add = (attribute: string, values: readonly string[]) => {
    const all = known.get(attribute) ?? new Set();
    if (all !== 'any') known.set(attribute, new Set([...all, ...values]));
  };
  for (const commitment of commitments) {
    const { eligibility, credits, metric, scope } = commitment;
    for (const condition of conditionsOf(commitment)) add(condition, ['yes', 'no']);
    const conditions = [
      ...eligibility.all,
      ...eligibility.any,
      ...eligibility.none,
      ...credits.flatMap((rule) => (rule.rule === 'tiers' ? rule.levels.map(({ when }) => when) : [])),
      ...credits.flatMap(({ base }) => base.switch.map(({ when }) => when)),
    ];
    for (const [attribute, values] of conditions.flatMap(Object.entries<readonly string[]>)) add(attribute, values);
    for (const rule of credits)
      if (rule.rule === 'multiplier' && rule.multiplier_by)
        add(rule.multiplier_by.attribute, Object.keys(rule.multiplier_by.values));
    for (const attribute of credits.flatMap(numbersKnown)) known.set(attribute, 'any');
    if (metric.kind === 'node_hours') known.set('contracted_nodes', 'any');
    if (metric.kind === 'latency_attainment')
      add(metric.threshold_by.attribute, Object.keys(metric.threshold_by.values));
    if (scope.group_by !== null) known.set(scope.group_by, 'any');
    if (scope.aggregation === 'k_of_n') known.set('contracted_nodes', 'any').set('spare_nodes', 'any');
  }
  return known;
}

function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '-');
}
