import type { Contract } from '../../records/case-records.ts';
import type { Charge } from '../../records/charge.ts';
import type { Metric } from '../../records/metric.ts';
import type { Instant } from '../../values/instant.ts';
import { clip, type Interval, overlaps, union } from '../../values/interval.ts';
import type { Choices } from '../readings/questions.ts';
import type { Unit } from './units.ts';

const DAY = 86_400_000;

/** When a unit existed, and how that is known. */
export interface Life {
  readonly spans: readonly Interval[];
  readonly says: string;
}

/**
 * The time a unit existed: as the case states it, else as its hourly or daily rows of a bill show that holds the whole
 * month. null where neither says; a bill of monthly rows tells nothing.
 */
export function lifeOf(
  unit: Unit,
  { lives }: Pick<Contract, 'lives'>,
  charges: readonly Charge[],
  month: Interval,
  billEnds: Instant | null,
): Life | null {
  const stated = Object.hasOwn(lives, unit.id) ? lives[unit.id] : undefined;
  if (stated) return { spans: clip([stated], month), says: 'as the case states it' };
  const isWhole = billEnds !== null && billEnds >= month.end;
  if (!isWhole || unit.level !== 'resource' || unit.wideOnly || (unit.members?.length ?? 0) > 1) return null;
  const usage = charges.filter((charge) => charge.ChargeCategory === 'Usage' && touchesMonth(charge, month));
  const periods = usage.flatMap(({ chargePeriod }) => chargePeriod ?? []);
  // Rows that were summed over the month have no hours of their own: what is left of the hours is no life.
  if (periods.length === 0 || periods.length < usage.length) return null;
  if (periods.some((period) => period.end - period.begin > DAY)) return null;
  const spans = clip(union(periods), month);
  return spans.length === 0 ? null : { spans, says: 'as its rows in the bill show' };
}

function touchesMonth({ chargePeriod, billingPeriod }: Charge, month: Interval): boolean {
  const period = chargePeriod ?? billingPeriod;
  return period === null || overlaps(period, month);
}

/** Whether the contract counts only the time a unit existed; `unspecified` leaves it to the reading. */
export function countsLife({ denominator }: Pick<Metric, 'denominator'>, choices: Choices): boolean {
  if (denominator === 'unspecified') return choices.denominator === 'lifetime';
  return LIFE.has(denominator);
}

const LIFE: ReadonlySet<Metric['denominator']> = new Set([
  'lifetime',
  'started_to_stopped',
  'enabled_minutes',
  'billed_hours',
]);
