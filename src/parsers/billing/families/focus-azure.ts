import { vendorNames } from '../../syntax/vendor.ts';
import type { Amount, BillColumns } from '../format.ts';
import { choose, literal, type Sql } from '../sql.ts';
import type { FocusFlavor } from './focus-header.ts';

const MICROSOFT = vendorNames((vendor) => vendor === 'azure')
  .map(literal)
  .join(', ');

/**
 * Azure writes a list cost of 0 where it knows none: Marketplace, reservations, MCA (Microsoft's page "FOCUS conformance
 * summary"). That is null, in files of Azure and in rows that name Microsoft; other rows keep their 0.
 */
export function unlessUnknownZero(amount: Amount | null, provider: Sql | null, flavor: FocusFlavor): Amount | null {
  if (!amount || (flavor !== 'azure' && (flavor !== 'any' || !provider))) return amount;
  const isMicrosoft = provider ? `lower(trim(${provider})) IN (${MICROSOFT})` : 'true';
  const unknown = choose([[isZero(amount), 'NULL']], amount.sql);
  const sql = isMicrosoft === 'true' ? unknown : choose([[isMicrosoft, unknown]], amount.sql);
  return { ...amount, sql, ...(flavor === 'azure' ? { quality: 'zero-means-missing' as const } : {}) };
}

/** 0, 0.00, -0, 0E-10: nothing but signs, zeros and a point before the end or the exponent. */
function isZero({ sql, kind }: Amount): Sql {
  if (kind === 'exact') return `${sql} = 0`;
  return `regexp_full_match(${sql}, ' *[+-]?0*[.]?0*([eE][+-]?[0-9]+)? *') AND contains(${sql}, '0')`;
}

/** Azure leaves SkuPriceDetails without the standard keys; its own details name the size `Standard_ND96isr_H100_v5`. */
export function azureInstanceType(bill: BillColumns): readonly (Sql | null)[] {
  return [bill.entry('x_skudetails', 'ServiceType'), bill.entry('skupricedetails', 'x_ServiceType')];
}

/** Unused where the charged resource is the reservation itself, as Microsoft's page "FOCUS conformance summary" says. */
export function azureReservationStatus(bill: BillColumns): Sql | null {
  const reservation = bill.entry('x_skudetails', 'VMCapacityReservationId');
  const resource = bill.text('resourceid');
  if (!reservation || !resource) return null;
  const isItself = `lower(${resource}) = lower(${reservation})`;
  return choose([[`nullif(${reservation}, '') IS NOT NULL`, choose([[isItself, literal('Unused')]], literal('Used'))]]);
}

/** `Vendor`, since 2025 also written `Marketplace`, against `Cloud Provider`. */
export function isMarketplace(bill: BillColumns): Sql | null {
  const publisher = bill.label('x_publishercategory');
  return publisher && `lower(${publisher}) IN ('vendor', 'marketplace')`;
}
