import type { Ticket } from '../../records/case-records.ts';
import type { Clock, Metric } from '../../records/metric.ts';
import { type Interval, union } from '../../values/interval.ts';

/** The notices that start a clock of each kind: a ticket tells the vendor, so it is a notice and a report as well. */
const STARTS: Readonly<Record<Exclude<Clock, 'actual' | 'provable'>, readonly Ticket['kind'][]>> = {
  ticket: ['ticket'],
  customer_notice: ['ticket', 'customer_notice', 'reported'],
  reported: ['ticket', 'customer_notice', 'reported'],
  provider_confirms: ['provider_confirms'],
  identified: ['identified', 'provider_confirms'],
};

/** What a contract counts of the downtime, where its clock starts later than the downtime does. */
export interface Clocked {
  readonly spans: Interval[];
  /** Spans whose clock nothing in the case started, as they would count from their first moment. */
  readonly unstarted: Interval[];
}

/**
 * Cuts each span to begin with the first notice given before its end. A notice from before the outage starts the clock
 * with it. `provable`: from the first moment that the customer's own records show.
 */
export function startClock(
  spans: readonly Interval[],
  { clock_start: clock }: Pick<Metric, 'clock_start'>,
  tickets: readonly Ticket[],
  observed: readonly Interval[],
): Clocked {
  if (clock === 'actual') return { spans: [...spans], unstarted: [] };
  const starts =
    clock === 'provable'
      ? observed.map((span) => span.begin)
      : tickets.filter(({ kind }) => STARTS[clock].includes(kind)).map(({ at }) => at);
  const first = [...starts].sort((a, b) => a - b);
  const clocked: Interval[] = [];
  const unstarted: Interval[] = [];
  for (const span of union(spans)) {
    // A notice belongs to an outage when it falls into it, or when no other outage lies between.
    const before = first.filter((at) => at < span.end && !isOfEarlier(at, span, spans));
    const [at] = before;
    if (at === undefined) unstarted.push(span);
    else clocked.push({ begin: Math.max(span.begin, at), end: span.end });
  }
  return { spans: clocked, unstarted };
}

function isOfEarlier(at: number, span: Interval, spans: readonly Interval[]): boolean {
  return at < span.begin && spans.some((other) => other.end <= span.begin && at < other.end);
}

/** How a clock is named to people. */
export function clockWords(clock: Clock): string {
  const words: Readonly<Record<Clock, string>> = {
    actual: 'the outage itself',
    ticket: 'the ticket',
    customer_notice: "the customer's notice",
    reported: 'the report to the vendor',
    provider_confirms: "the vendor's confirmation",
    identified: 'the identification of the problem',
    provable: "the first moment that the customer's records prove",
  };
  return words[clock];
}
