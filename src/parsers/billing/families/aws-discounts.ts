import type { Amount, BillColumns } from '../format.ts';
import { literal, type Sql } from '../sql.ts';

/** Line item types that are a discount on other rows. Lower case. */
export const DISCOUNT_ROWS: readonly string[] = [
  'bundleddiscount',
  'edpdiscount',
  'privateratediscount',
  'sppdiscount',
  'discount',
  'rivolumediscount',
];

/*
 * A private discount stands either in rows of its own or in columns beside each row, by a setting of the export (AWS Data
 * Exports user guide, "Discount columns": INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY). Rows and columns together would take it
 * off twice, neither of them not at all, so the file is asked where they are.
 */
export function discountProbes(bill: BillColumns): Readonly<Record<string, Sql>> {
  const net = bill.text('line_item_net_unblended_cost');
  const gross = bill.text('line_item_unblended_cost');
  const type = bill.text('line_item_line_item_type');
  if (!net || !gross || !type) return {};
  const isRow = `lower(${type}) IN (${DISCOUNT_ROWS.map(literal).join(', ')})`;
  // Only whether the two differ is asked: rounding to a double cannot hide a discount worth having.
  const differs = `TRY_CAST(${net} AS DOUBLE) <> TRY_CAST(${gross} AS DOUBLE)`;
  return { discounts: `CASE WHEN count_if(${isRow}) > 0 THEN 'rows' WHEN count_if(${differs}) > 0 THEN 'columns' END` };
}

/** The net column where the discounts of the file stand in columns, else the gross one; a row without a net cost has no discount. */
export function netOr(bill: BillColumns, net: string, gross: string): Amount | null {
  const plain = bill.amount(gross);
  const less = bill.fact('discounts') === 'columns' ? bill.amount(net) : null;
  if (!less || !plain) return less ?? plain;
  const sql = `coalesce(CAST(${less.sql} AS VARCHAR), CAST(${plain.sql} AS VARCHAR))`;
  return { sql, kind: 'text', column: less.column };
}
