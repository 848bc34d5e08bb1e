import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';
import { inspectBill } from '../../../src/case/bill/inspect-bill.ts';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import type { BillNeeds, Charge } from '../../../src/engine/records/charge.ts';

/** A made-up Google Cloud bill, and exact sums that do without the code under test. */

export const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/billing/${name}`, import.meta.url));
export const EVERYTHING: BillNeeds = { detail: [{}], windows: [{ begin: 0, end: 4e12 }], credits: true };

const folder = mkdtempSync(join(tmpdir(), 'gcp-bill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const inFolder = (name: string) => join(folder, name);

export function save(name: string, text: string): string {
  writeFileSync(inFolder(name), text);
  return inFolder(name);
}

export function inspect(name: string, text: string) {
  return inspectBill({ label: 'bill', path: save(name, text) });
}

export async function chargesOf(path: string, needs = EVERYTHING): Promise<readonly Charge[]> {
  const { value, issues } = await readBill([{ label: 'bill', path }], needs);
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  return value.charges;
}

/** All columns of a charge as text, to compare exactly. */
export function plain(charges: readonly Charge[]): string[] {
  return charges.map((charge) => JSON.stringify(charge, (_, cell) => (typeof cell === 'bigint' ? String(cell) : cell)));
}

/** A decimal, with or without E notation, as an integer of units of 1E-60. */
export function units(decimal: string): bigint {
  const match = /^(-?)([0-9]*)[.]?([0-9]*)(?:[eE]([-+]?[0-9]+))?$/.exec(decimal);
  if (!match) throw new Error(`${decimal} is no decimal`);
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  return BigInt(`${sign}${whole}${fraction}`) * 10n ** BigInt(60 + Number(power) - fraction.length);
}

export function decimalOf(sum: bigint): string {
  const digits = String(sum < 0n ? -sum : sum).padStart(61, '0');
  const text = `${digits.slice(0, -60)}.${digits.slice(-60)}`.replace(/0+$/, '').replace(/[.]$/, '');
  return sum < 0n ? `-${text}` : text;
}

const ROW = {
  'service.id': '6F81-5844-456A',
  'service.description': 'Compute Engine',
  'sku.description': 'A3 Instance Core running in Americas',
  usage_start_time: '2025-04-10 09:00:00 UTC',
  usage_end_time: '2025-04-10 10:00:00 UTC',
  'location.location': 'us-central1-a',
  'location.region': 'us-central1',
  'location.zone': 'us-central1-a',
  cost: '10',
  currency: 'USD',
  'usage.amount': '748800',
  'usage.unit': 'seconds',
  'usage.amount_in_pricing_units': '208',
  'usage.pricing_unit': 'hour',
  system_labels: '[]',
  credits: '[]',
  'invoice.month': '202504',
  'invoice.publisher_type': 'GOOGLE',
  cost_type: 'regular',
  'adjustment_info.type': '',
  'adjustment_info.description': '',
  transaction_type: 'GOOGLE',
  'resource.name': '',
};
export type Row = Partial<typeof ROW>;

const COLUMNS = Object.keys(ROW) as (keyof typeof ROW)[];

/** Rows that hold what is given and are otherwise ordinary; `spell` names the columns. */
export function csvOf(rows: readonly Row[], spell: (column: string) => string = (column) => column): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.map((row) => COLUMNS.map((column) => cell({ ...ROW, ...row }[column])).join(','));
  return `${[COLUMNS.map(spell).join(','), ...lines].join('\n')}\n`;
}

/** The charge of each row, in order. */
export async function chargeOfEach(rows: readonly Row[]): Promise<readonly Charge[]> {
  const named = rows.map((row, index) => ({ ...row, 'resource.name': `row-${String(index).padStart(3, '0')}` }));
  const charges = await chargesOf(save('rows.csv', csvOf(named)));
  expect(charges).toHaveLength(rows.length);
  return [...charges].sort((a, b) => ((a.ResourceId ?? '') < (b.ResourceId ?? '') ? -1 : 1));
}
