import type { BillHeader, BillingFormat } from './format.ts';

/** The format whose telling columns a header shows most of, and those of them that it lacks. */
export interface NearestFormat {
  readonly format: BillingFormat;
  readonly there: number;
  readonly missing: readonly string[];
}

/** null where the header shows next to nothing of any format: one column alone, `date` or `cost`, says nothing. */
export function nearestFormat(header: BillHeader, formats: readonly BillingFormat[]): NearestFormat | null {
  const near = formats.map((format) => {
    const names = new Set(header.columns.map(({ name }) => format.canonical(name)));
    const missing = format.signature.filter((name) => !names.has(format.canonical(name)));
    return { format, there: format.signature.length - missing.length, missing };
  });
  const share = ({ format, there }: NearestFormat) => there / format.signature.length;
  const best = near.reduce((a, b) => (share(b) > share(a) ? b : a));
  return best.there >= 2 ? best : null;
}
