import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseRecords, Contract } from '../../src/engine/records/case-records.ts';
import type { Charge } from '../../src/engine/records/charge.ts';
import type { Outage } from '../../src/engine/records/outage.ts';
import type { Terms } from '../../src/engine/records/terms.ts';
import { decimal, exact } from '../../src/engine/values/exact.ts';
import { parseTerms } from '../../src/parsers/terms/parse.ts';
import { families } from '../terms/library-files.ts';
import { PLAIN } from './plain-records.ts';

const ROOT = join(import.meta.dirname, '../../src/terms');
const HOUR = 3_600_000;

/** Terms of the library by id, with overlays given as text. */
export function termsOf(id: string, ...overlays: string[]): Terms {
  const file = { label: `${id}.yaml`, text: readFileSync(join(ROOT, `${id}.yaml`), 'utf8') };
  const { value, issues } = parseTerms(
    file,
    overlays.map((text, index) => ({ label: `overlay-${index + 1}.yaml`, text })),
    families,
  );
  if (!value) throw new Error(`${id}: ${issues.map((issue) => issue.message).join('; ')}`);
  return value;
}

export function contractOf(terms: Terms, parts: Partial<Contract> = {}): Contract {
  return {
    terms,
    contractStart: null,
    attributes: {},
    unitAttributes: {},
    channel: 'direct',
    exclusions: [],
    tickets: [],
    lives: {},
    evidence: [],
    hourlyPrice: null,
    trusted: [],
    ...parts,
  };
}

export function at(text: string): number {
  return Date.parse(text);
}

export function outage(parts: Partial<Outage> & Pick<Outage, 'id' | 'scope' | 'begin' | 'end'>): Outage {
  return {
    vendor: 'aws',
    ref: null,
    title: parts.id,
    services: ['EC2'],
    beginBasis: 'structured',
    endBasis: 'structured',
    kind: 'down',
    source: 'vendor-declared',
    acknowledgedAt: null,
    cause: null,
    origin: { file: 'outages.csv', line: 2 },
    ...parts,
  };
}

/** Hourly charges of one resource from `begin` for `hours`, at a price of so many dollars an hour. */
export function hourlyCharges(
  resource: string,
  begin: string,
  hours: number,
  price: string,
  parts: Partial<Charge> = {},
): Charge[] {
  const month = at(begin);
  const end = new Date(month);
  end.setUTCMonth(end.getUTCMonth() + 1);
  return Array.from({ length: hours }, (_, hour) => ({
    x_SourceFile: 'bill.csv',
    x_Vendor: 'aws',
    ServiceProviderName: 'AWS',
    ServiceName: 'Amazon Elastic Compute Cloud',
    x_ServiceCode: 'AmazonEC2',
    RegionId: 'us-east-2',
    AvailabilityZone: 'us-east-2a',
    ResourceId: resource,
    x_InstanceType: 'p5.48xlarge',
    ChargeCategory: 'Usage' as const,
    ChargeFrequency: 'Usage-Based',
    billingPeriod: { begin: month, end: end.getTime() },
    chargePeriod: { begin: month + hour * HOUR, end: month + (hour + 1) * HOUR },
    BillingCurrency: 'USD',
    BilledCost: decimal(price),
    EffectiveCost: decimal(price),
    ListCost: null,
    ConsumedQuantity: exact(1),
    ConsumedUnit: 'Hours',
    ...PLAIN,
    rows: 1,
    ...parts,
  }));
}

export function recordsOf(parts: Partial<CaseRecords> & { charges?: Charge[]; logged?: Outage[] }): CaseRecords {
  const { charges = [], logged = [], ...rest } = parts;
  return {
    name: 'test',
    asOf: at('2025-11-03T00:00:00Z'),
    currency: 'USD',
    bill: { files: [], charges },
    outages: { outages: logged, coverage: [] },
    contracts: [],
    runs: [],
    zones: [],
    readings: {},
    otherLosses: [],
    ...rest,
  };
}
