import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BillPath } from '../../../src/case/bill/bill-path.ts';
import { readBill } from '../../../src/case/bill/read-bill.ts';
import type { BillNeeds } from '../../../src/engine/records/charge.ts';
import { toText } from '../../../src/engine/values/exact.ts';

/** Made-up FOCUS 1.0 bills for tests of what files can be, not of what FOCUS is. */
export const COLUMNS = [
  'BilledCost',
  'EffectiveCost',
  'ListCost',
  'BillingCurrency',
  'BillingPeriodStart',
  'BillingPeriodEnd',
  'ChargeCategory',
  'ChargePeriodStart',
  'ChargePeriodEnd',
  'ServiceName',
  'ProviderName',
  'RegionId',
  'ResourceId',
  'ChargeDescription',
] as const;

export type Row = { readonly [name in (typeof COLUMNS)[number]]?: string };

const PLAIN: Row = {
  BilledCost: '1',
  BillingCurrency: 'USD',
  BillingPeriodStart: '2025-10-01T00:00:00Z',
  BillingPeriodEnd: '2025-11-01T00:00:00Z',
  ChargeCategory: 'Usage',
  ChargePeriodStart: '2025-10-20T09:00:00Z',
  ChargePeriodEnd: '2025-10-20T10:00:00Z',
  ServiceName: 'Compute',
  ProviderName: 'AWS',
  RegionId: 'us-east-1',
  ResourceId: 'i-0made0up',
  ChargeDescription: 'made up',
};

/** All cells of a row, in the order of {@link COLUMNS}; the effective cost is the billed one unless given. */
export function cells(row: Row = {}): string[] {
  const whole: Row = { ...PLAIN, EffectiveCost: row.BilledCost ?? '1', ...row };
  return COLUMNS.map((name) => whole[name] ?? '');
}

export function line(row: Row = {}): string {
  return cells(row).join(',');
}

export const HEADER = COLUMNS.join(',');

export function csv(...rows: readonly string[]): string {
  return `${[HEADER, ...rows].join('\n')}\n`;
}

export function record(row: Row = {}): Record<string, string> {
  return Object.fromEntries(cells(row).map((cell, index) => [COLUMNS[index] as string, cell]));
}

export interface Bills {
  readonly folder: string;
  put(content: string | Buffer, name?: string): Promise<BillPath>;
  read(content: string | Buffer | BillPath | readonly BillPath[], options?: ReadOptions): Promise<ReadFile>;
  remove(): Promise<void>;
}

interface ReadOptions {
  readonly currency?: string;
  readonly needs?: BillNeeds;
  readonly decimalComma?: boolean;
}

/** What a test asks of a reading, flat: of the first file, and of all. */
export interface ReadFile {
  readonly codes: string[];
  readonly reading: Awaited<ReturnType<typeof readBill>>;
  readonly rows: { readonly read: number; readonly used: number; readonly rejected: number } | null;
  readonly billed: string | null;
}

/** A folder of its own for the files of a test file. */
export async function openBills(): Promise<Bills> {
  const folder = await mkdtemp(join(tmpdir(), 'bills-'));
  const put = async (content: string | Buffer, name = 'bill.csv') => {
    const path = join(folder, name);
    await writeFile(path, content);
    return { label: name, path };
  };
  return {
    folder,
    put,
    async read(given, { currency, needs = { detail: [], windows: [] }, decimalComma } = {}) {
      const one = typeof given === 'string' || Buffer.isBuffer(given) ? [await put(given)] : [given].flat();
      const reading = await readBill(
        one.map((bill) => ({ ...bill, decimalComma })),
        needs,
        { currency },
      );
      const [file] = reading.value.files;
      const rejected = file?.rows.rejected.reduce((rows, { rows: more }) => rows + more, 0) ?? 0;
      return {
        reading,
        codes: reading.issues.map(({ code }) => code.replace('billing/', '')),
        rows: file ? { read: file.rows.read, used: file.rows.used, rejected } : null,
        billed: file?.totals.billed ? toText(file.totals.billed) : null,
      };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
