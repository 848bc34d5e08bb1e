import type { Issue } from '../../../engine/records/issue.ts';
import { bindColumns } from '../../../parsers/billing/columns.ts';
import { type BillColumns, MEASURES } from '../../../parsers/billing/format.ts';
import { sourceOf } from '../recognize-file.ts';
import type { DeliveredScan } from './delivered-scan.ts';

/**
 * Files of one format, vendor and time that do not have the same columns for costs. Each is read by its own header, so
 * nothing is shifted; but the costs of one may come about in another way (without its discounts) or be unknown, and the
 * sum of both hides it.
 */
export function noteSchemaDrift(kept: readonly DeliveredScan[]): Issue[] {
  const files = kept.map((one) => ({ one, ...costColumns(one) }));
  return files.flatMap(({ one, has }) => {
    const lacking = files.flatMap(({ one: other, costs }) =>
      belongTogether(one, other)
        ? [...costs].flatMap(([name, written]) => (has(name) ? [] : { name: written, other }))
        : [],
    );
    const names = [...new Set(lacking.map(({ name }) => name))].sort();
    return lacking[0] ? [drift(one, lacking[0].other, names)] : [];
  });
}

/** The columns of the file that its costs come from, by their canonical names as it writes them, and whether it has one. */
function costColumns({ bill, scan: { recognized } }: DeliveredScan) {
  const costs = new Map<string, string>();
  if (!recognized) return { costs, has: () => true };
  const { header } = sourceOf(bill, recognized);
  const { canonical, mapping } = recognized.format;
  const columns = bindColumns(header, recognized.format);
  const written = new Map(header.columns.map(({ name }) => [canonical(name), name]));
  const noting =
    <T>(read: (...names: string[]) => T) =>
    (...names: string[]) => {
      for (const name of names) if (columns.has(name)) costs.set(name, written.get(name) ?? name);
      return read(...names);
    };
  const noted: BillColumns = {
    ...columns,
    text: noting(columns.text),
    label: noting(columns.label),
    amount: noting(columns.amount),
    json: noting(columns.json),
  };
  for (const measure of MEASURES.slice(0, 3)) mapping.measures[measure](noted);
  return { costs, has: columns.has };
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
