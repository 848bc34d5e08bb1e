import { derived, measured } from '../../records/figure.ts';
import { paysForEvents } from '../../records/pays-for-events.ts';
import type { StatedEvent } from '../../records/stated-event.ts';
import { type Exact, sum, toText } from '../../values/exact.ts';
import { clip, type Interval, seconds, union } from '../../values/interval.ts';
import { limited } from '../money/limits.ts';
import { undetermined, unpaid } from '../money/percent-credit.ts';
import { rules } from '../registry.ts';
import type { Rule, RuleInput, RuleResult } from '../rule.ts';
import { eventFigure, spanOfEvent } from '../units/stated-events.ts';
import { beyondTrigger, unexceeded } from './trigger.ts';

/** Rules that look at all unavailable time and not at what the metric makes of it. */
const OF_DOWN_TIME = new Set(['pro_rata', 'waive_unit']);

/**
 * One credit rule: what exceeds its trigger, each outage or event alone where it pays by incident or event, with the
 * caps and the minimum of each; then those of the period.
 *
 * @param events stated events of the rule in the month
 */
export function applyRule(whole: RuleInput, events: readonly StatedEvent[]): RuleResult {
  const { rule } = whole;
  if (paysForEvents(rule)) return events.length > 0 ? together(whole, events.map(partOfEvent(whole))) : noEvent(whole);
  const minutes = rule.trigger?.unavailable_minutes_gt ?? null;
  if (minutes !== null && whole.downtime.value === null)
    return undetermined(whole, 'Credit', whole.downtime.formula, [whole.downtime]);
  const input = triggered(whole);
  const left = OF_DOWN_TIME.has(rule.rule) ? input.down : input.counted;
  if (rule.trigger && minutes !== null && left.length === 0)
    return unpaid(input, 'Credit', unexceeded(rule.trigger), [input.downtime]);
  // An hour of the clock is free or not, however many outages fall into it.
  if (rule.basis === 'period' || rule.rule === 'waive_unit' || left.length < 2) {
    const result = compute(input);
    return { ...result, credit: limited(result.credit, input, ['each', 'period']) };
  }
  return together(input, left.map(partOfOutage(input, left.length)));
}

interface Part {
  readonly input: RuleInput;
  readonly count: Exact | null;
}

function triggered(input: RuleInput): RuleInput {
  const { trigger, rule: kind } = input.rule;
  // Free hours of the clock are judged by the rule that makes them free.
  if (trigger === null || (kind === 'waive_unit' && trigger.window !== 'period')) return input;
  return { ...input, counted: beyondTrigger(input.counted, trigger), down: beyondTrigger(input.down, trigger) };
}

function partOfOutage(input: RuleInput, outages: number): (span: Interval, index: number) => Part {
  return (span, index) => {
    const id = `${input.id}.${index + 1}`;
    const downtime = derived({
      id: `${id}.downtime`,
      label: 'Downtime of this outage',
      value: seconds(span),
      unit: 'seconds',
      formula: `outage ${index + 1} of ${outages}`,
      inputs: [input.downtime],
    });
    const part = { ...input, id, counted: clip(input.counted, span), down: clip(input.down, span), downtime };
    return { input: part, count: null };
  };
}

function partOfEvent(input: RuleInput): (event: StatedEvent, index: number) => Part {
  return (event, index) => {
    const id = `${input.id}.${index + 1}`;
    const spans = spanOfEvent(event);
    const downtime = eventFigure(event, `${id}.event`);
    return {
      input: { ...input, id, counted: spans, down: spans, waived: [], downtime, at: event.at },
      count: event.count,
    };
  };
}

/** Outages or events, each computed, capped and held to its minimum alone, and their sum under the limits of the period. */
function together(input: RuleInput, parts: readonly Part[]): RuleResult {
  const results = parts.map(({ input: part, count }) => {
    const result = compute(part);
    return { ...result, credit: times(limited(result.credit, part, ['each']), count, part) };
  });
  const open = results.find((result) => result.credit.value === null);
  const ofEvents = paysForEvents(input.rule);
  const what = ofEvents ? 'stated event' : 'outage';
  const all = derived({
    id: `${input.id}.incidents`,
    label: `Credit of all ${what}s`,
    value: open ? null : sum(results.map((result) => result.credit.value as Exact)),
    unit: input.currency,
    formula:
      open?.credit.formula ?? `sum over ${parts.length} ${what}${parts.length === 1 ? '' : 's'}, each judged alone`,
    inputs: results.map((result) => result.credit),
  });
  const spans = union(parts.flatMap((part) => part.input.counted));
  const period = ofEvents ? { ...input, counted: spans, down: spans, at: parts[0]?.input.at ?? null } : input;
  return {
    credit: limited(all, period, ['period']),
    says: results.map((result) => result.says).join('; '),
    base: results.find((result) => result.base)?.base,
    waived: results.flatMap((result) => result.waived ?? []),
  };
}

function times(credit: RuleResult['credit'], count: Exact | null, { id, currency }: RuleInput): RuleResult['credit'] {
  if (count === null || count.equals(1)) return credit;
  const number = measured({
    id: `${id}.count`,
    label: 'Alike events',
    value: count,
    unit: 'count',
    formula: 'as the case states',
  });
  return derived({
    id: `${id}.times`,
    label: 'Credit of alike events',
    value: credit.value?.mul(count) ?? null,
    unit: currency,
    formula: credit.value ? `credit of one × ${toText(count)}` : credit.formula,
    inputs: [credit, number],
  });
}

function noEvent(input: RuleInput): RuleResult {
  return unpaid(input, 'Credit', `no such event is stated in ${input.month.id}`);
}

function compute(input: RuleInput): RuleResult {
  const rule = rules.find((candidate) => candidate.kind === input.rule.rule) as Rule;
  return rule.compute(input as never);
}
