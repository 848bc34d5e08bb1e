import type { Incident } from './records/assessment.ts';
import type { BillFile } from './records/charge.ts';
import type { Issue } from './records/issue.ts';
import { formatInstant } from './values/instant.ts';
import { type Interval, overlaps, union } from './values/interval.ts';

/** Incidents that lie outside every bill of their vendor: the bill of another month prices nothing of them. Said once a vendor. */
export function wrongMonths(incidents: readonly Incident[], bills: readonly BillFile[]): Issue[] {
  const vendors = [...new Set(incidents.map(({ vendor }) => vendor))].sort();
  return vendors.flatMap((vendor) => {
    const own = bills.filter(({ vendors }) => vendors.includes(vendor));
    const covered = union(own.flatMap(({ period }) => period ?? []));
    const outside = incidents.filter(
      (incident) =>
        incident.vendor === vendor && !covered.some((period) => overlaps(period, lengthened(incident.span))),
    );
    const [first] = outside;
    return first && covered.length > 0 ? [wrongMonth(first, outside, covered, own[0]?.file ?? '')] : [];
  });
}

/** An incident of no length still lies somewhere. */
function lengthened({ begin, end }: Interval): Interval {
  return { begin, end: Math.max(end, begin + 1) };
}

function wrongMonth(
  { id, vendor, span }: Incident,
  outside: readonly Incident[],
  covered: readonly Interval[],
  file: string,
): Issue {
  const periods = covered.map(({ begin, end }) => `${formatInstant(begin)} to ${formatInstant(end)}`).join(', ');
  const where = `incident ${id} is from ${formatInstant(span.begin)} to ${formatInstant(span.end)}`;
  const others = outside.length === 1 ? '' : `, and ${outside.length - 1} more lie outside as well`;
  const months = [...new Set(outside.map((incident) => formatInstant(incident.span.begin).slice(0, 7)))].sort();
  return {
    code: 'engine/bill-of-another-month',
    severity: 'warning',
    message: `The bills of ${vendor} cover ${periods}; ${where}${others}: they price nothing of it.`,
    origin: { file },
    fix: `Give the bill of ${months.slice(0, 6).join(', ')}.`,
  };
}
