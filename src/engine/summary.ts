import { claimTotal, type Edge, exclusiveClaims, ranged } from './claim-totals.ts';
import type { Assessment, CreditAssessment, OtherLoss, RunLoss } from './records/assessment.ts';
import { derived, type Figure, type Range } from './records/figure.ts';
import { type Exact, max, sum, ZERO } from './values/exact.ts';

type Summary = Assessment['summary'];

/**
 * The four numbers of a case. A total over an undetermined part is undetermined: it is never the sum of what happens
 * to be known. A loss that no incident explains is in no total: nothing says that the outage caused it.
 */
export function summarize(
  credits: readonly CreditAssessment[],
  losses: readonly RunLoss[],
  others: readonly OtherLoss[],
  currency: string,
): Summary {
  const credit = claimTotal('credit', 'Claimable credit', currency, exclusiveClaims(credits), (entry) => entry.credit);
  const lacking = credits.filter((entry) => entry.worth !== null);
  const worth =
    lacking.length > 0
      ? claimTotal(
          'worth',
          'Worth of claims that lack evidence',
          currency,
          lacking.map((entry) => [entry]),
          (entry) => entry.worth as Range,
        )
      : null;
  const tied = losses.filter((entry) => entry.incident !== null);
  const none =
    losses.length > tied.length
      ? 'undetermined: no loss of the case is tied to an incident'
      : 'no training run and no other loss in the case';
  const loss = {
    total: add('loss.total', 'What the outage cost', currency, none, [
      ...tied.map((entry) => entry.total),
      ...others.map((entry) => entry.amount),
    ]),
    cash: add('loss.cash', 'Cash part of the loss', currency, none, [
      ...tied.map((entry) => entry.cash),
      ...amounts(others, true),
    ]),
    nonCash: add('loss.nonCash', 'Paid-for capacity that was lost', currency, none, [
      ...tied.map((entry) => entry.nonCash),
      ...amounts(others, false),
    ]),
    gpuHours: add(
      'loss.gpuHours',
      'GPU-hours lost',
      'gpu-hours',
      none,
      tied.map((entry) => entry.gpuHours),
    ),
  };
  return {
    credit,
    worth,
    loss,
    coverage: ranged((edge) => ratio(`summary.coverage.${edge}`, credit[edge], loss.total)),
    uncovered: ranged((edge) => rest(`summary.uncovered.${edge}`, loss.total, credit[opposite(edge)], currency)),
    nextDeadline: nextDeadline(credits),
  };
}

function add(key: string, label: string, unit: string, none: string, parts: readonly Figure[]): Figure {
  const open = parts.find((part) => part.value === null);
  return derived({
    id: `summary.${key}`,
    label,
    value: open || parts.length === 0 ? null : sum(parts.map((part) => part.value as Exact)),
    unit,
    formula: parts.length === 0 ? none : open ? `undetermined: ${open.formula}` : 'sum over runs and other losses',
    inputs: parts,
  });
}

function ratio(id: string, credit: Figure, loss: Figure): Figure {
  const known = credit.value !== null && loss.value !== null && loss.value.compare(ZERO) > 0;
  return derived({
    id,
    label: 'Share of the loss that the credit covers',
    value: known ? (credit.value as Exact).div(loss.value as Exact) : null,
    unit: 'fraction',
    formula: known
      ? 'credit ÷ loss'
      : (credit.value === null ? credit : loss).value === null
        ? 'credit or loss is undetermined'
        : 'there is no loss to cover',
    inputs: [credit, loss],
  });
}

function rest(id: string, loss: Figure, credit: Figure, currency: string): Figure {
  const known = credit.value !== null && loss.value !== null;
  return derived({
    id,
    label: 'Uncovered economic loss',
    value: known ? max(ZERO, (loss.value as Exact).sub(credit.value as Exact)) : null,
    unit: currency,
    formula: known ? 'loss − credit, not below zero' : 'credit or loss is undetermined',
    inputs: [loss, credit],
  });
}

function amounts(others: readonly OtherLoss[], cash: boolean): Figure[] {
  return others.filter((entry) => entry.cash === cash).map((entry) => entry.amount);
}

/** The first deadline that can still be met, by its safest reading. */
function nextDeadline(credits: readonly CreditAssessment[]): Summary['nextDeadline'] {
  const open = credits
    .filter((entry) => entry.status === 'claimable' || entry.status === 'insufficient-evidence')
    .flatMap((entry) =>
      entry.deadlines
        .filter((deadline) => !deadline.missed && deadline.done === null)
        .map((deadline) => ({ at: deadline.at, date: deadline.date, claim: entry.id })),
    )
    .sort((a, b) => a.at - b.at);
  return open[0] ? { date: open[0].date, claim: open[0].claim } : null;
}

function opposite(edge: Edge): Edge {
  return edge === 'low' ? 'high' : edge === 'high' ? 'low' : 'base';
}
