import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBillLines } from '../../../src/case/bill/find-bill-lines.ts';
import { toText } from '../../../src/engine/values/exact.ts';

const HEADER =
  'BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName';
const row = (cost: string, month: string, used: string) =>
  `${cost},${cost},USD,${month},Usage,${used},Google Cloud,Compute Engine`;
// Months as Google cuts them, in Pacific time.
const [SEPTEMBER, OCTOBER] = ['2025-09-01T07:00:00Z,2025-10-01T07:00:00Z', '2025-10-01T07:00:00Z,2025-11-01T07:00:00Z'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lines-of-a-month-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('the lines of a month are those billed in it, late use of the month before too', async () => {
  const path = join(folder, 'bill.csv');
  const rows = [
    row('1', SEPTEMBER, '2025-09-30T05:00:00Z,2025-09-30T06:00:00Z'),
    row('2', OCTOBER, '2025-09-30T05:00:00Z,2025-09-30T06:00:00Z'),
    row('3', SEPTEMBER, '2025-10-01T05:00:00Z,2025-10-01T06:00:00Z'),
    row('4', OCTOBER, '2025-10-20T05:00:00Z,2025-10-20T06:00:00Z'),
  ];
  await writeFile(path, `${[HEADER, ...rows].join('\n')}\n`);
  const billingPeriod = { begin: Date.UTC(2025, 9, 1, 7), end: Date.UTC(2025, 10, 1, 7) };
  const { value } = await findBillLines({ label: 'bill', path }, { selector: {}, window: null, billingPeriod }, 5);
  expect(value.map(({ BilledCost }) => BilledCost && toText(BilledCost))).toEqual(['4', '2']);
});
