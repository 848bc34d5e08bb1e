import {
  type BillColumns,
  type BillingFormat,
  type ChargeMapping,
  type Measure,
  only,
  type TextKey,
} from '../format.ts';
import { choose, literal, type Sql } from '../sql.ts';
import type { StatedMapping } from './schema.ts';
import { mappedTimes } from './times.ts';

/** The format that a mapping file describes. Columns are found whatever their case. */
export function mappedFormat(stated: StatedMapping, file: string): BillingFormat {
  const { columns } = stated;
  const { times, rejects } = mappedTimes(stated, canonical);
  return {
    id: 'mapped',
    title: `a bill with the columns of ${file}`,
    signature: Object.values(columns),
    canonical,
    recognizes: () => true,
    required: [...new Set(Object.values(columns))].map((name) => [name]),
    delivery: stated.delivery,
    use: columns.BilledCost || columns.EffectiveCost ? 'claims' : 'usage',
    mapping: {
      text: textsOf(stated),
      times,
      measures: {
        BilledCost: measureOf(stated, 'BilledCost'),
        EffectiveCost: measureOf(stated, 'EffectiveCost'),
        ListCost: measureOf(stated, 'ListCost'),
        ConsumedQuantity: measureOf(stated, 'ConsumedQuantity'),
      },
      excludes: [],
      rejects,
    },
  };
}

function canonical(name: string): string {
  return name.trim().toLowerCase();
}

function textsOf(stated: StatedMapping): ChargeMapping['text'] {
  const { columns, constants = {}, currency, vendor } = stated;
  const of =
    (key: Exclude<TextKey, 'x_Nature'>, otherwise?: string) =>
    (bill: BillColumns): Sql | null => {
      const column = columns[key];
      if (column !== undefined) return bill.text(canonical(column));
      const constant = (constants as Partial<Record<TextKey, string>>)[key] ?? otherwise;
      return constant === undefined ? null : literal(constant);
    };
  return {
    ServiceProviderName: of('ServiceProviderName', vendor),
    ServiceName: of('ServiceName'),
    x_ServiceCode: of('x_ServiceCode'),
    RegionId: of('RegionId'),
    AvailabilityZone: of('AvailabilityZone'),
    ResourceId: of('ResourceId'),
    x_InstanceType: of('x_InstanceType'),
    ChargeCategory: (bill) => inOurWords(of('ChargeCategory')(bill), stated.categories),
    ChargeFrequency: of('ChargeFrequency'),
    BillingCurrency: of('BillingCurrency', currency),
    ConsumedUnit: of('ConsumedUnit'),
    CommitmentDiscountStatus: of('CommitmentDiscountStatus'),
    CapacityReservationStatus: of('CapacityReservationStatus'),
    ChargeClass: of('ChargeClass'),
    x_AdjustmentType: of('x_AdjustmentType'),
    ChargeDescription: of('ChargeDescription'),
  };
}

/** A word that is not explained stays as it is: it may be FOCUS already, and is Unknown otherwise. */
function inOurWords(cell: Sql | null, categories: StatedMapping['categories'] = {}): Sql | null {
  if (!cell) return null;
  const word = `lower(trim(${cell}))`;
  const branches = Object.entries(categories).map(
    ([theirs, ours]) => [`${word} = ${literal(theirs.trim().toLowerCase())}`, literal(ours)] as const,
  );
  return choose(branches, cell);
}

function measureOf({ columns }: StatedMapping, measure: Measure) {
  const column = columns[measure];
  return (bill: BillColumns) => (column === undefined ? [] : only(bill.amount(canonical(column))));
}
