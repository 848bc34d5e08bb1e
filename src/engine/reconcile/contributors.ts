import { sumOf } from '../credit/money/charge-sums.ts';
import type { Charge } from '../records/charge.ts';
import type { Contributor } from '../records/reconciliation.ts';
import { minorPlaces } from '../values/currency.ts';
import { type Exact, isZero, roundTo } from '../values/exact.ts';
import { isSlaCredit } from './sla-credit.ts';

/** The charges of a month by category, kind, service and file, the largest sum first. */
export function contributorsOf(charges: readonly Charge[]): Contributor[] {
  const groups = groupBy(charges, ({ ChargeCategory, x_Nature, ServiceName, x_SourceFile }) => [
    ChargeCategory,
    x_Nature,
    ServiceName,
    x_SourceFile,
  ]);
  return [...groups]
    .flatMap(([key, rows]): (Contributor & { readonly key: string })[] => {
      const first = rows[0] as Charge;
      const billed = sumOf(rows, 'BilledCost');
      if (billed === null) return [];
      return [
        {
          key,
          category: first.ChargeCategory,
          nature: first.x_Nature,
          service: first.ServiceName,
          file: first.x_SourceFile,
          billed,
          rows: countRows(rows),
        },
      ];
    })
    .sort((a, b) => b.billed.abs().compare(a.billed.abs()) || (a.key < b.key ? -1 : 1))
    .map(({ key: _, ...contributor }) => contributor);
}

/**
 * Parts of the bills that, left out of the invoice, would be the whole difference to the cent. Each way to cut the bills
 * is tried; a part that two ways name is named by the first.
 */
export function partsThatExplain(charges: readonly Charge[], difference: Exact, currency: string): string[] {
  const places = minorPlaces(currency);
  const wanted = roundTo(difference, places);
  const positions = new Map(charges.map((charge, index) => [charge, index]));
  const said = new Map<string, string>();
  for (const { says, key } of CUTS) {
    for (const rows of groupBy(charges, key).values()) {
      const billed = sumOf(rows, 'BilledCost');
      const first = rows[0] as Charge;
      if (billed === null || isZero(billed) || rows.length === charges.length || key(first).includes(null)) continue;
      if (!roundTo(billed.neg(), places).equals(wanted)) continue;
      const same = rows.map((row) => positions.get(row)).join(' ');
      if (!said.has(same)) said.set(same, says(first));
    }
  }
  return [...said.values()];
}

interface Cut {
  readonly key: (charge: Charge) => readonly (string | null)[];
  readonly says: (charge: Charge) => string;
}

const CUTS: readonly Cut[] = [
  {
    key: (charge) => [isSlaCredit(charge) ? 'sla' : null],
    says: () => 'service credits under an SLA',
  },
  { key: ({ x_Nature }) => [x_Nature], says: ({ x_Nature }) => `${x_Nature} charges` },
  { key: ({ ChargeCategory }) => [ChargeCategory], says: ({ ChargeCategory }) => `category ${ChargeCategory}` },
  { key: ({ x_Vendor }) => [x_Vendor], says: ({ x_Vendor }) => `vendor ${x_Vendor}` },
  { key: ({ x_SourceFile }) => [x_SourceFile], says: ({ x_SourceFile }) => `file ${x_SourceFile}` },
  { key: ({ ServiceName }) => [ServiceName], says: ({ ServiceName }) => `service ${ServiceName}` },
  {
    key: ({ ChargeCategory, ServiceName }) => [ChargeCategory, ServiceName],
    says: ({ ChargeCategory, ServiceName }) => `category ${ChargeCategory} of service ${ServiceName}`,
  },
];

export function countRows(charges: readonly Charge[]): number {
  return charges.reduce((rows, charge) => rows + charge.rows, 0);
}

function groupBy(
  charges: readonly Charge[],
  key: (charge: Charge) => readonly (string | null)[],
): Map<string, Charge[]> {
  const groups = new Map<string, Charge[]>();
  for (const charge of charges) {
    const name = JSON.stringify(key(charge));
    const group = groups.get(name);
    if (group) group.push(charge);
    else groups.set(name, [charge]);
  }
  return groups;
}
