import type { Incident } from './records/assessment.ts';
import type { BillFile } from './records/charge.ts';
import type { Issue } from './records/issue.ts';
import { formatInstant } from './values/instant.ts';
import { type Interval, overlaps, union } from './values/interval.ts';

/** Incidents that lie outside every bill of their vendor: the bill of another month prices nothing of them. */
export function wrongMonths(incidents: readonly Incident[], bills: readonly BillFile[]): Issue[] {
  return incidents.flatMap((incident) => {
    const own = bills.filter(({ vendors }) => vendors.includes(incident.vendor));
    const covered = union(own.flatMap(({ period }) => period ?? []));
    if (covered.length === 0 || covered.some((period) => overlaps(period, lengthened(incident.span)))) return [];
    return [wrongMonth(incident, covered, own[0]?.file ?? '')];
  });
}

/** An incident of no length still lies somewhere. */
function lengthened({ begin, end }: Interval): Interval {
  return { begin, end: Math.max(end, begin + 1) };
}

function wrongMonth({ id, vendor, span }: Incident, covered: readonly Interval[], file: string): Issue {
  const periods = covered.map(({ begin, end }) => `${formatInstant(begin)} to ${formatInstant(end)}`).join(', ');
  return {
    code: 'engine/bill-of-another-month',
    severity: 'warning',
    message: `The bills of ${vendor} cover ${periods}; incident ${id} is from ${formatInstant(span.begin)} to ${formatInstant(span.end)}, so they price nothing of it.`,
    origin: { file },
    fix: `Give the bill of ${formatInstant(span.begin).slice(0, 7)}.`,
  };
}
