import type { MeasureInput } from '../../measures/measure.ts';
import { type FailedRows, failedRows, readsCounts } from '../../measures/samples/failed-rows.ts';
import type { Pooled } from '../../measures/samples/series.ts';
import { spanOf } from '../../outage-span.ts';
import type { Outage } from '../../records/outage.ts';
import { type Interval, union } from '../../values/interval.ts';
import type { Choices } from '../readings/questions.ts';
import type { UnitCase } from '../unit-case.ts';
import { startClock } from './clock.ts';
import { spansByMember } from './members.ts';
import { downtimeUnder, type UnitEvidence } from './unit-evidence.ts';
import { readsSamples } from './unit-samples.ts';
import type { Unit } from './units.ts';

/** What is known of a unit under one set of readings, for one dimension where the contract tells some apart. */
export interface Part extends Pick<MeasureInput, 'down' | 'declared' | 'series' | 'dimension' | 'members'> {
  /** Rows whose failure is among the downtime. */
  readonly failed: readonly Pooled[];
  /** What was taken for granted to read the rows. */
  readonly assumptions: readonly string[];
  /** Why the samples cannot be read for this metric. */
  readonly fault: string | null;
}

const EVEN = 'each row is taken as even over its minutes';
const UNREAD =
  'no share of failed requests is known to be downtime under the contract, so that the rows of an error-rate file cannot be read as such';
const NO_MEMBERS: ReadonlyMap<string, Interval[]> = new Map();
const NOTHING: FailedRows = { spans: [], rows: [], isEven: false };

/** The unit under these readings: its downtime from the moment the clock starts, its samples, its members. */
export function partsUnder(input: UnitCase, choices: Choices, period: Interval): Part[] {
  const { evidence, commitment } = input;
  const { metric } = commitment;
  const { parts } = evidence.samples;
  // A floor of traffic leaves nobody's word to choose: the rows alone show it.
  const read = metric.min_requests === null ? choices : { ...choices, evidence: 'observed' };
  const series = parts.length > 0 ? parts : [{ dimension: null, series: null, assumption: null }];
  const nodes = metric.kind === 'node_hours' ? nodesUnder(input, choices) : null;
  const common = { declared: evidence.declared, members: nodes?.members ?? NO_MEMBERS };
  const unread = parts.length > 0 && !readsSamples(commitment) ? UNREAD : null;
  return series.map((part) => {
    const rows = part.series && readsCounts(metric) ? failedRows(part.series, metric, period) : NOTHING;
    const failed = typeof rows === 'string' ? NOTHING : rows;
    return {
      ...common,
      ...part,
      down: nodes?.whole ?? downFrom(input, withRows(evidence, failed, metric.min_requests !== null), read, period),
      failed: read.evidence === 'declared' ? [] : failed.rows,
      assumptions: [...(part.assumption ? [part.assumption] : []), ...(failed.isEven ? [EVEN] : [])],
      fault: typeof rows === 'string' ? rows : (nodes?.fault ?? unread),
    };
  });
}

/** The evidence with the intervals that failed. Where a floor of traffic is promised, no other claim shows that it was reached. */
function withRows(evidence: UnitEvidence, { spans }: FailedRows, onlyRows: boolean): UnitEvidence {
  const kept = onlyRows ? { ...evidence, declared: [], observed: [], wider: [], unknown: [] } : evidence;
  if (evidence.samples.proof === 'wider') return { ...kept, wider: union([...kept.wider, ...spans]) };
  return { ...kept, observed: union([...kept.observed, ...spans]) };
}

/** The downtime, from the moment that the contract's clock starts. */
function downFrom(
  { commitment, tickets }: UnitCase,
  evidence: UnitEvidence,
  choices: Choices,
  period: Interval,
): Interval[] {
  const down = downtimeUnder(evidence, choices, commitment.metric, period);
  const { spans, unstarted } = startClock(down, commitment.metric, tickets, evidence.observed);
  // Where no notice is shown at all nothing is claimable, and what it could be worth at most is computed.
  return union(spans.length > 0 ? spans : unstarted);
}

/** The down time of each node that a log names, and that of the unit as a whole, by the side whose word counts. */
function nodesUnder({ evidence, commitment, unit, records }: UnitCase, choices: Choices) {
  const { counts } = commitment.metric.maintenance;
  const maintenance = counts === 'silent' ? choices.maintenance : counts;
  const heard = evidence.outages.filter((outage) =>
    isHeard(outage, { ...choices, ...(maintenance && { maintenance }) }),
  );
  const nodes = heard.filter((outage) => isNode(outage, unit));
  const whole = heard.filter((outage) => !isNode(outage, unit) && outage.scope.level === unit.level);
  const isOpen =
    commitment.metric.maintenance.counts === 'beyond_allowance' &&
    evidence.outages.some((outage) => outage.kind === 'maintenance');
  return {
    fault: isOpen ? 'maintenance of nodes beyond an allowance is not computed by this version' : null,
    members: spansByMember(nodes, unit, records.asOf),
    whole: union(whole.map((outage) => spanOf(outage, records.asOf))),
  };
}

function isHeard({ kind, source, event }: Outage, choices: Choices): boolean {
  if (event !== undefined) return false;
  if (kind === 'maintenance') return choices.maintenance === 'yes';
  if (choices.evidence === 'declared') return source === 'vendor-declared';
  return choices.evidence !== 'observed' || source === 'observed';
}

/** Whether the log speaks of a part of the unit. */
export function isNode({ scope }: Outage, unit: Unit): boolean {
  return scope.level === 'resource' && (unit.level !== 'resource' || scope.id !== unit.id);
}
