import type { Incident } from '../../../src/engine/records/assessment.ts';
import type { CaseRecords } from '../../../src/engine/records/case-records.ts';
import type { Bill, Charge } from '../../../src/engine/records/charge.ts';
import { measured } from '../../../src/engine/records/figure.ts';
import type { Run, RunEvent, RunEventKind } from '../../../src/engine/records/run.ts';
import { decimal, exact } from '../../../src/engine/values/exact.ts';
import { EXACT_COSTS, PLAIN } from '../plain-records.ts';
import { T0 } from './interruption-builder.ts';

type Extra = Partial<Pick<RunEvent, 'step' | 'gpus' | 'tier' | 'stepSeconds' | 'note'>>;

/** Writes a training log line by line; `clock` is in seconds from {@link T0}. */
export class LogBuilder {
  readonly events: RunEvent[] = [];
  clock = 0;
  attempt = 1;

  at(seconds: number): this {
    this.clock = seconds;
    return this;
  }

  line(event: RunEventKind, extra: Extra = {}): this {
    const origin = { file: 'run.csv', line: this.events.length + 2 };
    const blank = { step: null, gpus: null, tier: null, stepSeconds: null, note: null };
    this.events.push({
      at: T0 + Math.round(this.clock * 1000),
      run: 'run',
      attempt: this.attempt,
      event,
      ...blank,
      ...extra,
      origin,
    });
    return this;
  }

  /** Completes the steps (from, to], each after so many seconds; a save of so many seconds follows every step it names. */
  steps(
    from: number,
    to: number,
    seconds: number,
    options: { every?: number; saves?: (step: number) => number | null; logged?: boolean; gpus?: number } = {},
  ): this {
    const { every = 1, saves = () => null, logged = false, gpus = null } = options;
    for (let step = from + 1; step <= to; step += 1) {
      this.clock += seconds;
      if (step % every === 0)
        this.line('step', { step, gpus, stepSeconds: logged ? exact(Math.round(seconds * 1000), 1000) : null });
      const stall = step < to ? saves(step) : null;
      if (stall !== null) {
        this.line('save_start', { step, tier: 'memory' });
        this.clock += stall;
        this.line('save_done', { step, tier: 'memory' });
      }
    }
    return this;
  }

  next(seconds: number): this {
    this.attempt += 1;
    return this.at(seconds).line('run_start');
  }
}

export function runOf(log: LogBuilder, parts: Partial<Run> = {}): Run {
  return {
    id: 'run',
    events: log.events,
    gpus: 256,
    resources: { x_InstanceType: ['p5.48xlarge'] },
    price: { from: 'stated', usdPerGpuHour: decimal('2.25') },
    billing: 'reserved',
    vendor: 'aws',
    region: 'us-east-1',
    zone: 'use1-az4',
    origin: { file: 'makewhole.yaml', line: 20 },
    ...parts,
  };
}

export function incidentOf(id: string, begin: number, end: number, parts: Partial<Incident> = {}): Incident {
  const figure = (name: string) =>
    measured({ id: `incidents.${id}.${name}`, label: name, value: exact(0), unit: 'seconds', formula: 'given' });
  return {
    id,
    vendor: 'aws',
    title: 'cooling',
    span: { begin: T0 + begin * 1000, end: T0 + end * 1000 },
    cause: null,
    services: ['EC2'],
    scopes: [{ level: 'zone', id: 'use1-az4', region: 'us-east-1' }],
    declaredSeconds: figure('declared'),
    observedSeconds: figure('observed'),
    unknownSeconds: figure('unknown'),
    acknowledgedAfterSeconds: figure('acknowledged'),
    beginBasis: 'structured',
    endBasis: 'structured',
    open: false,
    blastRadius: { services: [], regions: [], zones: [], resources: [], runs: [], gpus: 0 },
    origins: [{ file: 'health.json', pointer: '/0' }],
    ...parts,
  };
}

export function caseOf(runs: readonly Run[], bill: Bill = { files: [], charges: [] }): CaseRecords {
  return {
    name: 'case',
    asOf: T0 + 86_400_000,
    currency: 'USD',
    bill,
    outages: { outages: [], coverage: [] },
    contracts: [],
    runs,
    zones: [],
    readings: {},
    otherLosses: [],
  };
}

/** One hour of usage that begins so many hours from {@link T0}. */
export function hourOf(hour: number, parts: Partial<Charge> = {}): Charge {
  const begin = T0 + hour * 3_600_000;
  return {
    x_SourceFile: 'bill.csv',
    x_Vendor: 'aws',
    ServiceProviderName: 'AWS',
    ServiceName: 'EC2',
    x_ServiceCode: 'AmazonEC2',
    RegionId: 'us-east-1',
    AvailabilityZone: null,
    ResourceId: null,
    x_InstanceType: 'p5.48xlarge',
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Usage-Based',
    billingPeriod: null,
    chargePeriod: { begin, end: begin + 3_600_000 },
    BillingCurrency: 'USD',
    BilledCost: decimal('576'),
    EffectiveCost: decimal('576'),
    ListCost: null,
    ConsumedQuantity: exact(32),
    ConsumedUnit: 'Hours',
    ...PLAIN,
    rows: 1,
    ...parts,
  };
}

export function billOf(charges: readonly Charge[]): Bill {
  const ends = charges.flatMap((charge) => charge.chargePeriod?.end ?? []);
  const totals = { billed: null, effective: null, list: null };
  const rows = { read: charges.length, used: charges.length, excluded: [], rejected: [] };
  const file = {
    file: 'bill.csv',
    format: 'focus-1.2',
    use: 'claims' as const,
    rows,
    totals,
    currency: 'USD',
    period: null,
    ...EXACT_COSTS,
    dataCompleteTo: Math.max(...ends),
    vendors: ['aws'],
    services: [],
  };
  return { files: [file], charges };
}
