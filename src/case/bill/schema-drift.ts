import type { Issue } from '../../engine/records/issue.ts';
import { bindColumns } from '../../parsers/billing/columns.ts';
import { type BillColumns, MEASURES } from '../../parsers/billing/format.ts';
import type { DeliveredScan } from './deliveries.ts';
import { sourceOf } from './recognize-file.ts';

/**
 * Files of one format, vendor and time that do not have the same columns for costs. Each is read by its own header, so
 * nothing is shifted; but the costs of one may come about in another way (without its discounts) or be unknown, and the
 * sum of both hides it.
 */
export function noteSchemaDrift(kept: readonly DeliveredScan[]): Issue[] {
  const costs = kept.map(costColumns);
  return kept.flatMap((one, index) => {
    const lacking = kept.flatMap((other, place) =>
      belongTogether(one, other) ? [...(costs[place] ?? [])].filter((name) => !costs[index]?.has(name)) : [],
    );
    const names = [...new Set(lacking)].sort();
    const other = kept.find(
      (file, place) => belongTogether(one, file) && names.some((name) => costs[place]?.has(name)),
    );
    return names.length === 0 || !other ? [] : [drift(one, other, names)];
  });
}

/** The columns of the file that its costs come from, by their canonical names. */
function costColumns({ bill, scan: { recognized } }: DeliveredScan): ReadonlySet<string> {
  const there = new Set<string>();
  if (!recognized) return there;
  const { header } = sourceOf(bill, recognized);
  const columns = bindColumns(header, recognized.format);
  const note = (...names: string[]) => {
    for (const name of names) if (columns.has(name)) there.add(name);
  };
  const noting: BillColumns = {
    ...columns,
    text: (...names) => (note(...names), columns.text(...names)),
    label: (name) => (note(name), columns.label(name)),
    amount: (...names) => (note(...names), columns.amount(...names)),
    json: (name) => (note(name), columns.json(name)),
  };
  for (const measure of MEASURES.slice(0, 3)) recognized.format.mapping.measures[measure](noting);
  return there;
}

function belongTogether({ scan: a }: DeliveredScan, { scan: b }: DeliveredScan): boolean {
  if (a === b || !a.file?.period || !b.file?.period || a.file.format !== b.file.format) return false;
  const [first, second] = [a.file.period, b.file.period];
  const vendors = new Set(a.file.vendors);
  const sameVendor = vendors.size === 0 || b.file.vendors.some((vendor) => vendors.has(vendor));
  return sameVendor && first.begin < second.end && second.begin < first.end;
}

function drift({ bill }: DeliveredScan, other: DeliveredScan, names: readonly string[]): Issue {
  return {
    code: 'billing/schema-drift',
    severity: 'warning',
    message: `The file lacks columns for costs that ${other.bill.label} has for the same time: ${names.join(', ')}. Its costs may come about in another way.`,
    origin: { file: bill.label },
    fix: 'Export both with the same columns.',
  };
}
