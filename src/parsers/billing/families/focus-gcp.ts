import { vendorNames } from '../../syntax/vendor.ts';
import type { BillColumns, Time } from '../format.ts';
import { allOf, choose, literal, type Sql } from '../sql.ts';

const GOOGLE = vendorNames((vendor) => vendor === 'gcp')
  .map(literal)
  .join(', ');

/**
 * Google's public FOCUS view ends a month at the beginning of its last day, Pacific time (7 or 8 hours after midnight
 * UTC). Such an end becomes the beginning of the next day; an end on the first of a month is half-open already.
 */
export function halfOpenMonthEnd({ given, parsed }: Time): Time {
  const next = `(${parsed} + INTERVAL 1 DAY)`;
  const beginsMonth = allOf([`day(${next}) = 1`, `hour(${next}) IN (0, 7, 8)`, `minute(${next}) = 0`]);
  return { given, parsed: choose([[beginsMonth, next]], parsed) };
}

/** The view gives Google as the publisher of its own services and the seller's name for all others. */
export function isSoldByOthers(bill: BillColumns): Sql | null {
  const publisher = bill.text('publishername');
  return publisher && `lower(trim(${publisher})) NOT IN (${GOOGLE})`;
}
