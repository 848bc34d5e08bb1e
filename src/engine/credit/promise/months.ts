import { spanOf } from '../../outage-span.ts';
import type { CaseRecords, Contract } from '../../records/case-records.ts';
import type { Outage } from '../../records/outage.ts';
import { clip, type Interval, overlaps } from '../../values/interval.ts';
import { type Month, monthOf, monthsOf } from '../../values/period.ts';
import { type SampleGroup, spanOfRows } from '../units/unit-samples.ts';

/** The zones in which any edition of the contract may cut its months. */
export function zonesOf({ terms }: Contract): string[] {
  const zones = terms.versions.flatMap(({ period, ambiguity }) => {
    if (period.tz !== null) return [period.tz];
    const readings =
      ambiguity.find((entry) => entry.subject === 'month_zone')?.readings.map((reading) => reading.value) ?? [];
    return readings.length > 0 ? readings : ['UTC'];
  });
  return [...new Set(zones.length > 0 ? zones : ['UTC'])];
}

/** Months that any outage or sample touches, in any zone the contract may mean. */
export function monthIdsOf(
  contract: Contract,
  outages: readonly Outage[],
  samples: readonly SampleGroup[],
  records: CaseRecords,
): string[] {
  const ids = new Set<string>();
  for (const { rows } of samples)
    for (const zone of zonesOf(contract))
      for (const month of monthsOf(spanOfRows(rows), zone))
        if (rows.some((row) => overlaps(row, month))) ids.add(month.id);
  for (const outage of outages) {
    const span: Interval = spanOf(outage, records.asOf);
    for (const zone of zonesOf(contract)) {
      for (const month of monthsOf({ begin: span.begin, end: Math.max(span.end, span.begin + 1) }, zone)) {
        if (clip([span], month).length > 0 || span.begin === span.end) ids.add(month.id);
      }
    }
  }
  return [...ids].sort();
}

/** The month `2025-10` as the zone cuts it. */
export function monthById(id: string, zone: string): Month {
  // The 15th at noon UTC lies in the named month in every zone there is.
  return monthOf(Date.parse(`${id}-15T12:00:00Z`), zone);
}
