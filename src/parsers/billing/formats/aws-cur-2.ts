import { curFormat, isCur, isLegacyCur } from '../families/aws-cur.ts';

/** The Data Exports table COST_AND_USAGE_REPORT: a chosen list of snake_case columns, products and tags in maps. */
export const format = curFormat(
  'aws-cur-2',
  'AWS Cost and Usage Report 2.0',
  ['line_item_usage_start_date', 'line_item_usage_end_date', 'line_item_unblended_cost', 'line_item_product_code'],
  (columns, names) => isCur(columns) && !isLegacyCur(columns, names),
);
