import { curFormat, isCur, isLegacyCur } from '../families/aws-cur.ts';

/** The Cost and Usage Report as CSV with slashes, and as Parquet with the names Athena gives the same columns. */
export const format = curFormat(
  'aws-cur-legacy',
  'AWS Cost and Usage Report (legacy)',
  ['lineItem/UsageStartDate', 'lineItem/UsageEndDate', 'lineItem/UnblendedCost', 'lineItem/ProductCode'],
  (columns, names) => isCur(columns) && isLegacyCur(columns, names),
);
