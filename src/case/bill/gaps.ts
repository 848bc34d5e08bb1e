import type { BillFile, Charge } from '../../engine/records/charge.ts';
import type { Issue } from '../../engine/records/issue.ts';
import { type GroupedBill, NO_CURRENCY } from '../../parsers/billing/charges.ts';
import type { BillPath } from './bill-path.ts';
import type { RecognizedBill } from './recognize-file.ts';

/** What a readable bill leaves unsaid: no rows, no currency, rows without a cost, categories nobody knows. */
export function noteGaps(
  bill: BillPath,
  { format }: RecognizedBill,
  grouped: GroupedBill,
  file: BillFile,
  currency?: string,
): Issue[] {
  const origin = { file: bill.label };
  const issues: Issue[] = [];
  if (file.rows.read === 0) {
    issues.push({
      code: 'billing/no-rows',
      severity: 'warning',
      message: `The file is ${format.title} with a header and no rows.`,
      origin,
      fix: 'Check that the export covers the month of the incident.',
    });
  }
  // Quantities without cost have no currency either: that is what they are, and no gap.
  if (format.use === 'usage') return issues;
  if (grouped.currencies.includes(NO_CURRENCY)) {
    issues.push({
      code: 'billing/no-currency',
      severity: 'warning',
      message: 'The bill has rows that name no currency; their amounts are kept apart.',
      origin,
      fix: 'State the currency of the case, or export the currency column.',
    });
  } else if (currency !== undefined && file.rows.used > 0 && !grouped.namesCurrency) {
    issues.push({
      code: 'billing/no-currency',
      severity: 'warning',
      message: `The bill names no currency; its amounts are taken as ${currency}, the currency of the case.`,
      origin,
      fix: 'Export the currency column.',
    });
  }
  for (const { measure, rows } of grouped.withoutCost) {
    // Most rows have no list price; only what a claim or a loss is computed from is worth a word.
    if (rows === 0 || measure === 'ListCost' || format.use !== 'claims') continue;
    issues.push({
      code: 'billing/no-cost',
      severity: 'warning',
      message: `${rows} of ${file.rows.used} used rows give no ${measure}; it is unknown there, not zero, and the total leaves them out.`,
      origin,
      fix: 'Export all the cost columns of the format.',
    });
  }
  for (const { code, what, use, rows } of unnamed(grouped)) {
    issues.push({
      code,
      severity: 'warning',
      message: `${rows} of ${file.rows.used} used rows name no ${what}, so ${use}.`,
      origin,
      fix: `Export the ${what} column.`,
    });
  }
  if (grouped.unknownCategories > 0) {
    issues.push({
      code: 'billing/unknown-category',
      severity: 'warning',
      message: `${grouped.unknownCategories} of ${file.rows.used} used rows state no charge category that is known; they count as Unknown.`,
      origin,
      fix: 'Export ChargeCategory (FOCUS) or LineItemType (CUR).',
    });
  }
  return issues;
}

function unnamed({ charges }: GroupedBill) {
  const rowsOf = (test: (charge: Charge) => boolean) =>
    charges.filter(test).reduce((rows, charge) => rows + charge.rows, 0);
  return [
    {
      code: 'billing/no-provider',
      what: 'provider',
      use: 'no contract with a vendor covers them',
      rows: rowsOf((charge) => charge.x_Vendor === null),
    },
    {
      code: 'billing/no-service',
      what: 'service',
      use: 'no SLA of a service covers them',
      rows: rowsOf((charge) => charge.ServiceName === null && charge.x_ServiceCode === null),
    },
  ].filter(({ rows }) => rows > 0);
}
