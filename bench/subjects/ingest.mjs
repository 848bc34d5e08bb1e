// Our side: readBill as the report command calls it, fingerprint included.
import { resolve } from 'node:path';
import { readBill } from '../../.bench/build/read-bill.js';
import { INSTANCES, REGION, WINDOW } from '../question.mjs';

const path = resolve(process.argv[2]);
const needs = {
  detail: [{ x_Vendor: ['aws'], x_ServiceCode: ['AmazonEC2'], RegionId: [REGION], x_InstanceType: [`${INSTANCES}*`] }],
  windows: [WINDOW],
};
const { value, issues } = await readBill([{ label: 'bill', path }], needs, { currency: 'USD' });
const [file] = value.files;
console.log(
  JSON.stringify({
    rows: file?.rows.used,
    groups: value.charges.length,
    billed: file?.totals.billed?.toString(),
    issues: issues.length,
  }),
);
