import type { Commitment, Edition } from '../../records/terms.ts';
import { formatInstant, type Instant } from '../../values/instant.ts';
import type { Interval } from '../../values/interval.ts';
import type { Month } from '../../values/period.ts';

const DAY = 86_400_000;

/** The time that an uptime is a share of: a month, or days that roll. */
export interface Window extends Interval {
  readonly zone: string;
  /** `2025-10`, `the 365 days before 2009-05-01T00:00:00Z`. */
  readonly label: string;
  /** With what decides its edges: `2025-10 (UTC)`. */
  readonly says: string;
  /** `month`, `365 days`, for a formula. */
  readonly name: string;
  /** How its edges come about. */
  readonly formula: string;
}

/** Days over which a promise is measured in place of a month, and what they end with; null: by the month. */
export function rollingOf(
  { period }: Pick<Edition, 'period'>,
  { metric }: Pick<Commitment, 'metric'>,
): { readonly days: number; readonly endsWith: 'claim' | 'outage' } | null {
  if (metric.kind === 'rolling_annual' || period.kind === 'rolling_365_days') return { days: 365, endsWith: 'claim' };
  return period.kind === 'rolling_30_days' ? { days: 30, endsWith: 'outage' } : null;
}

/**
 * What is measured. Days that roll are those before the claim, which is made on the day of the case, or those before the
 * end of the last outage.
 *
 * @param lastEnd end of the last outage known on the day of the case
 */
export function windowOf(
  edition: Pick<Edition, 'period'>,
  commitment: Pick<Commitment, 'metric'>,
  month: Month,
  asOf: Instant,
  lastEnd: Instant,
): Window {
  const rolling = rollingOf(edition, commitment);
  if (!rolling) {
    const { begin, end, id, zone } = month;
    return {
      begin,
      end,
      zone,
      label: id,
      says: `${id} (${zone})`,
      name: 'month',
      formula: `the calendar month in ${zone}`,
    };
  }
  const { days, endsWith } = rolling;
  const end = endsWith === 'claim' ? asOf : Math.min(lastEnd, asOf);
  const label = `the ${days} days before ${formatInstant(end)}`;
  return {
    begin: end - days * DAY,
    end,
    zone: month.zone,
    label,
    says: label,
    name: `${days} days`,
    formula:
      endsWith === 'claim'
        ? 'the days before the claim, made on the day of the case'
        : 'the days that end with the last outage',
  };
}
