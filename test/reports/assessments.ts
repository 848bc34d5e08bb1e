import type {
  Assessment,
  AssessmentStatus,
  CreditAssessment,
  Incident,
  LossBucket,
  OtherLoss,
  RunLoss,
} from '../../src/engine/records/assessment.ts';
import type { BillFile } from '../../src/engine/records/charge.ts';
import { assumed, type Clause, derived, type Figure, measured, type Range } from '../../src/engine/records/figure.ts';
import { decimal, type Exact, exact, sum, ZERO } from '../../src/engine/values/exact.ts';
import type { Instant } from '../../src/engine/values/instant.ts';
import type { Provenance } from '../../src/reports/provenance.ts';
import { EXACT_COSTS } from '../engine/plain-records.ts';
import { openSpending, spending, spendingFilledWith } from './spending.ts';

/** Assessments built by hand, as the engine would: every case the report has to read right in. All of it is made up. */

export function at(text: string): Instant {
  return Date.parse(text);
}

export const provenance: Provenance = {
  tool: 'makewhole',
  version: '0.1.0',
  inputs: [
    { label: 'billing/october.csv', sha256: '3b1f8a6c'.repeat(8), bytes: 1_234_567 },
    { label: 'health-events.json', sha256: '0c9d4e2f'.repeat(8), bytes: 8_190 },
    { label: 'logs/progress.txt', sha256: '77aa10be'.repeat(8), bytes: 40_321 },
  ],
  terms: [
    {
      id: 'aws/ec2',
      edition: '2022-05-25',
      sha256: 'f00dfeed'.repeat(8),
      lastChecked: '2026-11-20',
      grade: 'vendor_page',
    },
  ],
};

const clause = (field: string, says: string, grade = 'vendor_page'): Clause => ({
  terms: 'aws/ec2@2022-05-25',
  field,
  says,
  grade,
  url: 'https://aws.amazon.com/compute/sla/',
});

const span = { begin: at('2025-10-20T07:11:00Z'), end: at('2025-10-20T16:11:00Z') };

function seconds(id: string, label: string, text: string | null, why = 'union of the spans'): Figure {
  const value = text === null ? null : decimal(text);
  return measured({
    id,
    label,
    value,
    unit: 'seconds',
    formula: why,
    origin: { file: 'health-events.json', line: 12 },
  });
}

export function incident(over: Partial<Incident> = {}): Incident {
  const id = over.id ?? 'aws-cooling-2025-10-20';
  return {
    id,
    vendor: 'aws',
    title: 'Increased temperatures in a single Availability Zone',
    span,
    cause: 'loss of cooling',
    services: ['EC2'],
    scopes: [{ level: 'zone', id: 'use1-az4', region: 'us-east-1' }],
    declaredSeconds: seconds(`incidents.${id}.declared`, 'Declared by the vendor', '20400'),
    observedSeconds: seconds(`incidents.${id}.observed`, 'Observed by the customer', '32400'),
    unknownSeconds: seconds(`incidents.${id}.unknown`, 'Watched by nobody', '300'),
    acknowledgedAfterSeconds: seconds(`incidents.${id}.acknowledged`, "The vendor's first word after", '6720'),
    beginBasis: 'sample-edge',
    endBasis: 'post-time',
    open: false,
    blastRadius: {
      services: ['EC2'],
      regions: ['us-east-1'],
      zones: ['use1-az4'],
      resources: ['i-0a1', 'i-0b2'],
      runs: ['llama-70b'],
      gpus: 512,
    },
    origins: [{ file: 'health-events.json', line: 12 }],
    ...over,
  };
}

interface CreditParts {
  readonly id?: string;
  readonly unit?: string;
  readonly status?: AssessmentStatus;
  readonly base?: string | null;
  readonly credit?: readonly [string | null, string | null, string | null];
  readonly worth?: readonly [string, string, string] | null;
  readonly why?: string;
}

/** A credit of the EC2 instance promise: ten percent of a base. `credit` is low, base, high. */
export function credit(parts: CreditParts = {}, over: Partial<CreditAssessment> = {}): CreditAssessment {
  const { unit = 'i-0a1', status = 'claimable', base = '49152', worth = null } = parts;
  const id = parts.id ?? `aws-ec2.instance.${unit}.2025-10`;
  const [low, mid, high] = parts.credit ?? ['0', '4915.2', '14745.6'];
  const why = parts.why ?? 'base × 10 %';
  const bill = measured({
    id: `credits.${id}.base.billed`,
    label: 'EffectiveCost of the unit in the month',
    value: base === null ? null : decimal(base),
    unit: 'USD',
    formula: base === null ? 'no bill covers the month' : 'sum of 744 rows',
    origin: { file: 'billing/october.csv', line: 120 },
  });
  const percent = measured({
    id: `credits.${id}.percent`,
    label: 'Tier of the service credit',
    value: exact(10),
    unit: 'percent',
    formula: 'as the terms say',
    clause: clause('commitments.instance.credits.tiered.tiers', 'less than 99.5 % but at least 95 %: 10 %'),
  });
  const amount = (edge: string, text: string | null): Figure =>
    derived({
      id: `credits.${id}.credit.${edge}`,
      label: `Credit of ${unit}, ${edge}`,
      value: text === null ? null : decimal(text),
      unit: 'USD',
      formula: text === null ? why : 'base × 10 %',
      inputs: [bill, percent],
    });
  const range = (name: string, [a, b, c]: readonly (string | null)[]): Range => ({
    low: amount(`${name}low`, a ?? null),
    base: amount(`${name}base`, b ?? null),
    high: amount(`${name}high`, c ?? null),
  });
  const same = (name: string, label: string, value: Exact, unitOf: string): Range => {
    const figure = derived({
      id: `credits.${id}.${name}`,
      label,
      value,
      unit: unitOf,
      formula: 'union of the spans of the unit',
    });
    return { low: figure, base: figure, high: figure };
  };
  return {
    id,
    incidents: ['aws-cooling-2025-10-20'],
    terms: 'aws/ec2',
    edition: '2022-05-25',
    commitment: 'instance',
    scope: { level: 'resource', id: unit, unit: 'EC2 instance' },
    period: { id: '2025-10', zone: 'UTC', begin: at('2025-10-01T00:00:00Z'), end: at('2025-11-01T00:00:00Z') },
    status,
    because: 'the uptime of the month is below the first tier',
    downtime: same('downtime', 'Downtime', exact(32400), 'seconds'),
    uptime: same('uptime', 'Uptime', decimal('100').sub(exact(3_240_000, 2_678_400)), 'percent'),
    tier: '[95, 99.5) → 10 %',
    base: bill,
    credit: range('', [low, mid, high]),
    separateServices: 'separate_claims',
    worth: worth && range('worth.', worth),
    rules: [],
    readings: [
      {
        name: 'evidence',
        value: 'union',
        says: 'what either side saw counts',
        credit: amount('evidence.union', mid ?? null),
        isDefault: true,
      },
      {
        name: 'evidence',
        value: 'declared',
        says: 'only what the vendor declared counts',
        credit: amount('evidence.declared', low ?? null),
        isDefault: false,
      },
    ],
    deadlines: [
      {
        step: 'claim',
        date: '2025-11-30',
        at: at('2025-12-01T00:00:00Z'),
        anchor: 'end_of_billing_month_of_incident',
        reading: 'M+1',
        conservative: true,
        event: 'received',
        done: null,
        missed: false,
        clause: clause('claim.steps', 'by the end of the second billing cycle'),
      },
      {
        step: 'claim',
        date: '2025-12-31',
        at: at('2026-01-01T00:00:00Z'),
        anchor: 'end_of_billing_month_of_incident',
        reading: 'M+2',
        conservative: false,
        event: 'received',
        done: null,
        missed: false,
        clause: clause('claim.steps', 'by the end of the second billing cycle'),
      },
    ],
    evidence: { required: ['incident_times', 'resource_ids', 'request_logs_redacted'], missing: [] },
    clauses: [percent.clause as Clause],
    negotiated: [],
    notes: ['this edition was in force when the incident began'],
    ...over,
  };
}

const SAYS: { readonly [kind: string]: string } = {
  detect: 'hang until detected',
  outage_idle: 'idle while capacity was gone',
  restart_load: 'restart and load of the checkpoint',
  rework: 'steps done again since the last durable checkpoint',
  rework_extra_corrupt: 'steps done again because the newest checkpoint was corrupt',
};

interface LossParts {
  readonly id?: string;
  readonly gpus?: number;
  readonly rate?: string | null;
  readonly kinds?: readonly (readonly [LossBucket['kind'], number])[];
  readonly incident?: string | null;
}

export function loss(parts: LossParts = {}, over: Partial<RunLoss> = {}): RunLoss {
  const { id = 'llama-70b', gpus = 512, rate = '97.65', incident: from = 'aws-cooling-2025-10-20' } = parts;
  const kinds = parts.kinds ?? [
    ['detect', 600],
    ['outage_idle', 31800],
    ['restart_load', 540],
    ['rework', 1380],
  ];
  const paid = measured({
    id: `losses.${id}.gpus`,
    label: 'GPUs of the run',
    value: exact(gpus),
    unit: 'gpus',
    formula: 'as the log says',
    origin: { file: 'logs/progress.txt', line: 1 },
  });
  const price = measured({
    id: `losses.${id}.rate`,
    label: 'Price of a GPU-hour',
    value: rate === null ? null : decimal(rate),
    unit: 'USD per GPU-hour',
    formula:
      rate === null ? 'no charge of the bill belongs to the run' : 'effective cost ÷ GPU-hours of the hours concerned',
    origin: { file: 'billing/october.csv', line: 4021 },
  });
  const buckets = kinds.map(([kind, length], nth): LossBucket => {
    const own = `losses.${id}.${nth}.${kind}`;
    const time = measured({
      id: `${own}.seconds`,
      label: SAYS[kind] ?? kind,
      value: exact(length),
      unit: 'seconds',
      formula: 'end − begin',
      origin: { file: 'logs/progress.txt', line: 40 + nth },
    });
    const hours = derived({
      id: `${own}.gpuHours`,
      label: `GPU-hours: ${SAYS[kind]}`,
      value: exact(gpus * length, 3600),
      unit: 'gpu-hours',
      formula: 'GPUs × seconds ÷ 3600',
      inputs: [paid, time],
    });
    const cost = derived({
      id: `${own}.cost`,
      label: `Cost: ${SAYS[kind]}`,
      value: price.value && (hours.value as Exact).mul(price.value),
      unit: 'USD',
      formula: price.value ? 'GPU-hours × rate' : price.formula,
      inputs: [hours, price],
    });
    const attribution = kind === 'rework_extra_corrupt' ? 'customer' : 'outage';
    return {
      kind,
      says: SAYS[kind] ?? kind,
      span: null,
      gpus: paid,
      seconds: time,
      gpuHours: hours,
      cost,
      grade: 'measured',
      attribution,
      cash: false,
    };
  });
  const add = (name: string, label: string, unit: string, figures: readonly Figure[]): Figure => {
    const known = figures.every((figure) => figure.value !== null);
    const value = known ? sum(figures.map((figure) => figure.value as Exact)) : null;
    return derived({
      id: `losses.${id}.${name}`,
      label,
      value,
      unit,
      formula: known ? 'sum of the buckets' : price.formula,
      inputs: figures,
    });
  };
  const costs = buckets.map((bucket) => bucket.cost);
  const borne = (who: LossBucket['attribution']): Figure =>
    add(
      `byAttribution.${who}`,
      `Borne by: ${who}`,
      'USD',
      buckets.filter((bucket) => bucket.attribution === who).map((bucket) => bucket.cost),
    );
  return {
    id,
    run: id,
    incident: from,
    gpus: paid,
    usdPerGpuHour: price,
    buckets,
    gpuHours: add(
      'gpuHours',
      'GPU-hours lost',
      'gpu-hours',
      buckets.map((bucket) => bucket.gpuHours),
    ),
    total: add('total', `Cost to ${id}`, 'USD', costs),
    cash: add('cash', 'Cash part', 'USD', []),
    nonCash: add('nonCash', 'Non-cash part', 'USD', costs),
    byAttribution: { outage: borne('outage'), customer: borne('customer'), unclear: borne('unclear') },
    delaySeconds: add(
      'delay',
      'Delay of the run',
      'seconds',
      buckets.map((bucket) => bucket.seconds),
    ),
    status: rate === null ? 'undetermined' : 'measured',
    because:
      rate === null ? 'no charge of the bill belongs to the run' : 'the buckets fill the interval to within one step',
    facts: [
      measured({
        id: `losses.${id}.restored`,
        label: 'Checkpoint restored',
        value: exact(800),
        unit: 'steps',
        formula: 'newest committed before the failure',
        origin: { file: 'logs/progress.txt', line: 38 },
      }),
      assumed({
        id: `losses.${id}.commit`,
        label: 'The save of step 900 was durable at',
        value: null,
        unit: 'instant',
        formula: 'no commit was logged: taken as not durable',
      }),
      measured({
        id: `losses.${id}.failure`,
        label: 'Last completed step ended',
        value: exact(at('2025-10-20T07:11:00Z'), 1000),
        unit: 'instant',
        formula: 'as the log says',
        origin: { file: 'logs/progress.txt', line: 39 },
      }),
    ],
    ...over,
  };
}

export const bill: BillFile = {
  file: 'billing/october.csv',
  format: 'focus-1.2',
  use: 'claims',
  rows: {
    read: 12_000,
    used: 11_950,
    excluded: [{ reason: 'of another currency', rows: 48 }],
    rejected: [{ reason: 'cost is not a number', rows: 2 }],
  },
  totals: { billed: decimal('1204512.123456789'), effective: decimal('1104512.5'), list: null },
  currency: 'USD',
  period: { begin: at('2025-10-01T00:00:00Z'), end: at('2025-11-01T00:00:00Z') },
  ...EXACT_COSTS,
  dataCompleteTo: at('2025-11-01T00:00:00Z'),
  vendors: ['aws'],
  services: ['Amazon Elastic Compute Cloud'],
};

interface CaseParts {
  readonly incidents?: readonly Incident[];
  readonly credits?: readonly CreditAssessment[];
  readonly losses?: readonly RunLoss[];
  readonly otherLosses?: readonly OtherLoss[];
  readonly currency?: string;
}

/** A whole case, its summary computed as the engine does: sums, and undetermined where a part is. */
export function assessment(parts: CaseParts = {}, over: Partial<Assessment> = {}): Assessment {
  const {
    incidents = [incident()],
    credits = [credit()],
    losses = [loss()],
    otherLosses = [],
    currency = 'USD',
  } = parts;
  const add = (
    id: string,
    label: string,
    unit: string,
    figures: readonly Figure[],
    empty: Exact | null = ZERO,
  ): Figure => {
    const open = figures.find((figure) => figure.value === null);
    const value = open ? null : figures.length === 0 ? empty : sum(figures.map((figure) => figure.value as Exact));
    const formula = open
      ? `undetermined: ${open.formula}`
      : figures.length === 0
        ? 'there is none in the case'
        : 'sum of the claims';
    return derived({ id, label, value, unit, formula, inputs: figures });
  };
  const edges = ['low', 'base', 'high'] as const;
  const range = (make: (edge: (typeof edges)[number]) => Figure): Range => ({
    low: make('low'),
    base: make('base'),
    high: make('high'),
  });
  const claims = credits.filter((one) => one.status === 'claimable' || one.status === 'undetermined');
  const lacking = credits.filter((one) => one.worth !== null);
  const tied = losses.filter((one) => one.incident !== null);
  const sumCredit = range((edge) =>
    add(
      `summary.credit.${edge}`,
      'Claimable credit',
      currency,
      claims.map((one) => one.credit[edge]),
    ),
  );
  const total = add(
    'summary.loss.total',
    'What the outage cost',
    currency,
    [...tied.map((one) => one.total), ...otherLosses.map((one) => one.amount)],
    null,
  );
  const gone = (id: string, cash: boolean): Figure =>
    add(id, cash ? 'Cash part' : 'Non-cash part', currency, [
      ...tied.map((one) => (cash ? one.cash : one.nonCash)),
      ...otherLosses.filter((one) => one.cash === cash).map((one) => one.amount),
    ]);
  const beside = (name: string, unit: string, compute: (loss: Exact, credit: Exact) => Exact | null): Range =>
    range((edge) => {
      const claim = sumCredit[edge];
      const value = total.value && claim.value ? compute(total.value, claim.value) : null;
      const formula = value ? name : 'there is no loss to cover, or credit or loss is undetermined';
      return derived({ id: `summary.${name}.${edge}`, label: name, value, unit, formula, inputs: [claim, total] });
    });
  const next = claims
    .concat(lacking)
    .flatMap((one) =>
      one.deadlines.filter((deadline) => !deadline.missed).map((deadline) => ({ date: deadline.date, claim: one.id })),
    );
  return {
    case: { name: 'us-east-1, October 2025', asOf: at('2025-11-03T00:00:00Z'), currency },
    incidents,
    credits,
    losses,
    otherLosses,
    overspend: [],
    bills: [bill],
    summary: {
      credit: sumCredit,
      worth:
        lacking.length > 0
          ? range((edge) =>
              add(
                `summary.worth.${edge}`,
                'Worth',
                currency,
                lacking.map((one) => (one.worth as Range)[edge]),
              ),
            )
          : null,
      loss: {
        total,
        cash: gone('summary.loss.cash', true),
        nonCash: gone('summary.loss.nonCash', false),
        gpuHours: add(
          'summary.loss.gpuHours',
          'GPU-hours lost',
          'gpu-hours',
          tied.map((one) => one.gpuHours),
          null,
        ),
      },
      coverage: beside('coverage', 'fraction', (lost, claim) => (lost.compare(0n) > 0 ? claim.div(lost) : null)),
      uncovered: beside('uncovered', currency, (lost, claim) => (lost.compare(claim) > 0 ? lost.sub(claim) : ZERO)),
      nextDeadline: next[0] ?? null,
    },
    settled: { month_zone: 'UTC' },
    issues: [
      {
        code: 'outages/zone-less-time',
        severity: 'warning',
        message: 'Row 14 has a time without a zone and was left out.',
        origin: { file: 'probes.csv', line: 14, column: 3 },
        fix: 'Write an offset, or state `tz` in the case file.',
      },
    ],
    ...over,
  };
}

/** What the tests render, by name. */
export const cases: { readonly [name: string]: () => Assessment } = {
  usual: () => assessment(),
  'insufficient evidence': () =>
    assessment({
      credits: [
        credit(
          { status: 'insufficient-evidence', credit: ['0', '0', '0'], worth: ['0', '4915.2', '14745.6'] },
          {
            because: 'the vendor declared the zone, and nothing shows that this instance was down',
            evidence: {
              required: ['incident_times', 'resource_ids'],
              missing: ['resource_ids', 'request_logs_redacted'],
            },
          },
        ),
      ],
    }),
  undetermined: () =>
    assessment({
      credits: [
        credit(
          {
            status: 'undetermined',
            credit: [null, null, null],
            base: null,
            why: 'the tier table of the contract was not seen',
          },
          { because: 'the tier table of the contract was not seen', tier: null, readings: [] },
        ),
      ],
      losses: [loss({ rate: null })],
    }),
  'no loss': () => assessment({ losses: [] }),
  'no credit': () => assessment({ credits: [] }),
  'not met': () =>
    assessment({
      credits: [
        credit(
          { status: 'not-met', credit: ['0', '0', '0'] },
          { because: 'the uptime of the month is above every tier', tier: null, deadlines: [] },
        ),
      ],
    }),
  'no outage': () => assessment({ incidents: [], credits: [], losses: [] }),
  'credit above loss': () => assessment({ losses: [loss({ gpus: 8, rate: '1.99', kinds: [['detect', 600]] })] }),
  forfeited: () => {
    const one = credit(
      { status: 'forfeited', credit: ['0', '0', '0'] },
      { because: 'the claim had to be received by then' },
    );
    return assessment({
      credits: [{ ...one, deadlines: one.deadlines.map((deadline) => ({ ...deadline, missed: true })) }],
    });
  },
  '64 units': () =>
    assessment({
      credits: Array.from({ length: 64 }, (_, nth) =>
        credit({
          unit: `i-${String(nth).padStart(4, '0')}`,
          base: `${700 + nth}.01`,
          credit: ['0', `${70 + nth}.001`, `${210 + nth}.003`],
        }),
      ),
    }),
  rounding: () =>
    assessment({
      losses: [
        loss({
          gpus: 8,
          rate: '1.99',
          kinds: [
            ['detect', 40],
            ['outage_idle', 40],
            ['restart_load', 40],
          ],
        }),
      ],
    }),
  'a loss of no incident, and a pool': () =>
    assessment({
      losses: [
        loss(),
        loss({ id: 'reservation', kinds: [['outage_idle', 100]] }, { of: 'pool' }),
        loss({ id: 'elsewhere', incident: null }),
      ],
    }),
  spending: () => {
    const { id } = incident();
    return assessment({}, { overspend: [spending(id), openSpending(id)] });
  },
  'two levels, two runs': () =>
    assessment({
      credits: [
        credit(
          {},
          {
            negotiated: [
              {
                terms: 'aws/ec2@2022-05-25',
                field: 'commitments.instance.credits.tiered.tiers',
                says: 'ten percent below 99.5 % instead of 99.0 %',
                grade: 'negotiated',
                origin: { file: 'contracts/order-form-2025.yaml', line: 9 },
              },
            ],
            rules: [
              {
                rule: 'tiered',
                automatic: false,
                credit: credit().credit,
                says: '10 % of the base',
                clause: clause('commitments.instance.credits.tiered', 'tiers'),
              },
              {
                rule: 'hour-waiver',
                automatic: true,
                credit: credit().credit,
                says: 'nine hours are not charged',
                clause: clause('commitments.instance.credits.hour-waiver', 'more than six minutes of a clock hour'),
              },
            ],
          },
        ),
        credit(
          { unit: 'us-east-1', id: 'gcp.region', credit: ['0', '0', '0'], status: 'not-met' },
          {
            commitment: 'region',
            terms: 'tensordock/compute',
            because: 'one zone of three was down',
            clauses: [clause('commitments.region.metric', 'x', 'third_party')],
            tier: null,
          },
        ),
      ],
      losses: [
        loss(),
        loss({
          id: 'vision-3b',
          gpus: 64,
          rate: '2.2537',
          kinds: [
            ['outage_idle', 5000],
            ['rework_extra_corrupt', 2000],
          ],
        }),
      ],
      otherLosses: [
        {
          id: 'staff',
          says: 'engineers on call',
          document: 'timesheets-2025-10.pdf',
          cash: false,
          amount: measured({
            id: 'otherLosses.staff.amount',
            label: 'engineers on call',
            value: decimal('1860'),
            unit: 'USD',
            formula: 'stated by the user, see timesheets-2025-10.pdf',
            origin: { file: 'makewhole.yaml', line: 30 },
          }),
        },
      ],
    }),
};

/** The usual case with one text in every field that an input or a contract can fill. */
export function filledWith(text: string): Assessment {
  const place = { file: text, line: 7, column: 3, pointer: text };
  const said: Clause = { terms: text, field: text, says: text, grade: text, url: text, origin: place };
  const one = credit(
    { unit: text, status: 'insufficient-evidence', credit: ['0', '0', '0'], worth: ['0', '1', '2'] },
    {
      terms: text,
      edition: text,
      commitment: text,
      scope: { level: 'resource', id: text, unit: text },
      period: { id: text, zone: text, begin: at('2025-10-01T00:00:00Z'), end: at('2025-11-01T00:00:00Z') },
      because: text,
      tier: text,
      clauses: [said],
      negotiated: [said],
      notes: [text],
      evidence: { required: [text], missing: [text] },
    },
  );
  const full: CreditAssessment = {
    ...one,
    readings: one.readings.map((reading) => ({ ...reading, name: text, value: text, says: text })),
    deadlines: one.deadlines.map((deadline) => ({ ...deadline, step: text, reading: text, clause: said })),
    rules: [0, 1].map(() => ({ rule: text, automatic: false, credit: one.credit, says: text, clause: said })),
  };
  const hit = [text, `${text}.`];
  const guess = assumed({
    id: 'guess',
    label: text,
    value: exact(1),
    unit: 'steps',
    formula: text,
    origin: place,
    clause: said,
  });
  const plainLoss = loss();
  const run: RunLoss = {
    ...plainLoss,
    run: text,
    because: text,
    buckets: plainLoss.buckets.map((bucket) => ({ ...bucket, says: text })),
    facts: [guess],
  };
  const stated = measured({ id: 'stated', label: text, value: exact(5), unit: 'USD', formula: text, origin: place });
  return assessment(
    {
      incidents: [
        incident({
          title: text,
          vendor: text,
          cause: text,
          services: hit,
          blastRadius: { services: hit, regions: hit, zones: hit, resources: hit, runs: hit, gpus: 8 },
        }),
      ],
      credits: [full],
      losses: [run],
      otherLosses: [{ id: 'o', says: text, document: text, cash: true, amount: stated }],
    },
    {
      case: { name: text, asOf: at('2025-11-03T00:00:00Z'), currency: 'USD' },
      bills: [{ ...bill, file: text, format: text, rows: { ...bill.rows, excluded: [{ reason: text, rows: 48 }] } }],
      overspend: [spendingFilledWith(text)],
      settled: Object.fromEntries([[text, text]]),
      issues: [{ code: text, severity: 'warning', message: text, origin: place, excerpt: text, fix: text }],
    },
  );
}

export function provenanceOf(text: string): Provenance {
  return {
    ...provenance,
    tool: text,
    version: text,
    inputs: [{ label: text, sha256: text, bytes: 12 }],
    terms: [{ id: text, edition: text, sha256: text, lastChecked: text, grade: text }],
  };
}
