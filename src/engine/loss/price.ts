import { unitOf } from '../gpus/hours.ts';
import { gpuLookup } from '../gpus/lookup.ts';
import type { Charge } from '../records/charge.ts';
import { type Figure, measured } from '../records/figure.ts';
import type { GpuTable } from '../records/gpu.ts';
import type { Issue, Result } from '../records/issue.ts';
import type { Run } from '../records/run.ts';
import { matchesSelector } from '../select.ts';
import { type Exact, isZero, sum, toText } from '../values/exact.ts';
import { type Interval, overlaps } from '../values/interval.ts';
import { undetermined } from './compute.ts';
import { rateOf } from './rate.ts';
import { gpusBilledAtATime } from './rate-by-table.ts';

/** A run, or a pool that runs share: what GPU-hours are asked for, as the case names it. */
export type Priced = Pick<Run, 'id' | 'price' | 'resources' | 'origin'> & { readonly of?: 'pool' };

export interface PriceQuestion {
  /** Prefix of the figures. */
  readonly id: string;
  readonly run: Priced;
  readonly gpus: Figure;
  /** The hours concerned: the bill's rows that touch them give the rate. */
  readonly window: Interval;
  readonly charges: readonly Charge[];
  readonly currency: string;
  /** GPUs of all runs that were on the same resources in these hours, this one included: they share its cost. */
  readonly sharedGpus: Figure;
  /** What an instance of each known type holds. Absent: nothing is known. */
  readonly table?: GpuTable;
}

/**
 * What a GPU-hour of the run cost: as stated, else effective cost ÷ GPU-hours of the bill's rows for the run's
 * resources in the hours concerned. Where the rows count instance hours, GPUs per instance come from the GPU table; of a
 * type that it does not know, from the run's GPUs and the number of instances billed at a time. List price is never
 * taken.
 */
export function priceOf(question: PriceQuestion): Result<Figure> {
  const { id, run, currency } = question;
  const parts = { id: `${id}.usdPerGpuHour`, label: 'price of a GPU-hour', unit: `${currency}/gpu-hour` };
  const { price } = run;
  if (price === null)
    return unknown(
      parts,
      `the case gives ${nameOf(run)} no price`,
      run,
      'Give `price: from-bill` with `resources`, or a stated price.',
    );
  if (price.from === 'stated') {
    if (currency !== 'USD')
      return unknown(
        parts,
        `the price is stated in USD and the case is in ${currency}`,
        run,
        'State amounts in one currency.',
      );
    return {
      value: measured({
        ...parts,
        value: price.usdPerGpuHour,
        formula: 'as stated in the case',
        origin: price.origin ?? run.origin,
      }),
      issues: [],
    };
  }
  if (!run.resources)
    return unknown(
      parts,
      `nothing ties ${nameOf(run)} to lines of the bill`,
      run,
      `Give the ${run.of ?? 'run'} \`resources\`: which rows of the bill are its GPUs.`,
    );
  return fromBill(question, parts);
}

function nameOf({ id, of }: Priced): string {
  return `${of ?? 'run'} ${id}`;
}

type Parts = Pick<Figure, 'id' | 'label' | 'unit'>;

function fromBill(question: PriceQuestion, parts: Parts): Result<Figure> {
  const { run, charges, window, currency } = question;
  const { resources } = run;
  const known = charges.filter(
    (charge) =>
      charge.ChargeCategory === 'Usage' &&
      charge.chargePeriod !== null &&
      resources !== null &&
      matchesSelector(resources, charge),
  );
  const rows = known.filter((charge) => charge.chargePeriod !== null && overlaps(charge.chargePeriod, window));
  if (rows.length === 0)
    return unknown(
      parts,
      `the bill has no usage of the resources of ${nameOf(run)} in these hours`,
      run,
      'Check `resources` and that the bill covers the outage.',
    );
  const foreign = rows.find((row) => row.BillingCurrency !== currency);
  if (foreign)
    return unknown(
      parts,
      `the bill is in ${foreign.BillingCurrency} and the case in ${currency}`,
      run,
      'Use one currency for the case.',
    );
  const metered = rows.filter((row) => unitOf(row) !== 'other');
  const used = metered.length > 0 ? metered : rows;
  const cost = costOf(question, [...used, ...partsOfMachines(question, rows)], parts);
  if (!cost)
    return unknown(
      parts,
      'the rows of the run give no effective cost',
      run,
      'Export the bill with EffectiveCost, or state the price.',
    );
  if (cost.value && isZero(cost.value))
    return unknown(
      parts,
      'the rows of the run cost 0, which is a gap in the bill and no price',
      run,
      'Export effective (amortized) cost, or state the price.',
    );
  const hourly = known.filter((row) => unitOf(row) === 'hours');
  const { sharedGpus, table = [] } = question;
  return {
    value: rateOf({ rows: used, cost, known: hourly, sharedGpus, table }, parts),
    issues: [...fallbackIssues(used, run), ...disagreement(question, hourly)],
  };
}

/** The case says how many GPUs the run has, the bill and the table say another number: the price rests on the bill. */
function disagreement({ run, sharedGpus, table = [] }: PriceQuestion, rows: readonly Charge[]): Issue[] {
  const billed = gpusBilledAtATime(rows, table);
  const stated = sharedGpus.value;
  if (!billed || !stated || billed.equals(stated)) return [];
  const types = [...new Set(rows.map((row) => row.x_InstanceType ?? ''))].sort().join(', ');
  return [
    {
      code: 'training/gpus-not-as-billed',
      severity: 'warning',
      message: `The bill shows ${toText(billed)} GPUs at a time for ${nameOf(run)} (${types}, by the GPU table), and ${sharedGpus.label} is ${toText(stated)}. The price of a GPU-hour rests on the bill's.`,
      origin: run.origin,
      fix: `Check \`gpus\` and \`resources\`: all rows they match share the price.`,
    },
  ];
}

/** Rows of cores and memory: where a vendor bills them apart from the GPUs, they are cost of a GPU-hour all the same. */
function partsOfMachines({ table = [] }: PriceQuestion, rows: readonly Charge[]): Charge[] {
  const entryOf = gpuLookup(table);
  if (!rows.some((row) => unitOf(row) === 'gpu-hours')) return [];
  return rows.filter((row) => unitOf(row) === 'other' && entryOf(row)?.hours === 'parts');
}

function unknown(parts: Parts, because: string, run: Priced, fix: string): Result<Figure> {
  const issue: Issue = {
    code: 'training/price-unknown',
    severity: 'warning',
    message: `The price of a GPU-hour is not known: ${because}.`,
    origin: run.origin,
    fix,
  };
  return { value: undetermined(parts, because), issues: [issue] };
}

/** Effective cost; billed cost where the export has no effective cost at all. A row without a cost makes the sum unknown. */
function costOf({ run, window, currency }: PriceQuestion, rows: readonly Charge[], parts: Parts): Figure | null {
  const effective = rows.every((row) => row.EffectiveCost !== null);
  const costs = rows.map((row) => (effective ? row.EffectiveCost : hasNoEffective(rows) ? row.BilledCost : null));
  if (costs.some((cost) => cost === null)) return null;
  const value = sum(costs as Exact[]);
  const count = rows.reduce((all, row) => all + row.rows, 0);
  const [first] = rows;
  return measured({
    id: `${parts.id}.cost`,
    label: 'cost of the rows of the run',
    value,
    unit: currency,
    formula: `${effective ? 'EffectiveCost' : 'BilledCost, for want of EffectiveCost,'} of ${count} rows`,
    origin: first && { file: first.x_SourceFile },
    rows: {
      files: [...new Set(rows.map((row) => row.x_SourceFile))].sort(),
      selectors: run.resources ? [run.resources] : [],
      billingPeriod: null,
      touching: window,
      cost: effective ? 'EffectiveCost' : 'BilledCost',
    },
  });
}

function hasNoEffective(rows: readonly Charge[]): boolean {
  return rows.every((row) => row.EffectiveCost === null);
}

function fallbackIssues(rows: readonly Charge[], run: Priced): Issue[] {
  if (!hasNoEffective(rows)) return [];
  return [
    {
      code: 'training/price-from-billed-cost',
      severity: 'warning',
      message: `The price of ${nameOf(run)} rests on BilledCost: the bill has no EffectiveCost, so prepaid capacity is not in it.`,
      origin: run.origin,
      fix: 'Export effective (amortized) cost.',
    },
  ];
}
