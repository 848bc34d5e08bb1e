import { compute, reasonOf, undetermined } from '../loss/compute.ts';
import type { Charge } from '../records/charge.ts';
import { assumed, derived, type Figure, measured } from '../records/figure.ts';
import type { StatedBlock } from '../records/stated-facts.ts';
import { type Exact, exact, sum, toText, ZERO } from '../values/exact.ts';
import { formatInstant } from '../values/instant.ts';
import { contains } from '../values/interval.ts';
import type { ClusterGroup } from './groups.ts';
import { isIdle, usualInstances } from './hours.ts';

/** The fee of Capacity Blocks, and what an instance hour of theirs costs if it is spread over them. */
export interface BlockShare {
  readonly fee: Figure;
  /** null value: nobody knows over how many hours. */
  readonly perInstanceHour: Figure;
  /** Rows of hours that the fee has paid for: they cost next to nothing themselves. */
  readonly paid: ReadonlySet<Charge>;
}

// Instance rows of a block cost nothing, or the fee of an operating system: far less than their part of the block's.
const NEXT_TO_NOTHING = exact(50);

/**
 * A Capacity Block is paid once, dated at its start, and not spread by the vendor (research: AWS; its instance rows cost
 * about 0). The fee is spread over instances × hours of the block. Its end is what the user states, or where the hours at
 * no cost end, if the bill shows hours after them; else nobody knows.
 */
export function blockShare(
  id: string,
  { run, fees, metered }: ClusterGroup,
  currency: string,
  dataCompleteTo: number | null,
): BlockShare | null {
  if (fees.length === 0) return null;
  const fee = feeOf(`${id}.blockFee`, fees, currency);
  const paid = fee.value ? paidRows(metered, fee.value) : [];
  const stated = run?.stated?.blocks ?? [];
  const hours =
    stated.length > 0
      ? statedHours(`${id}.blockHours`, stated, paid)
      : inferredHours(`${id}.blockHours`, fees, paid, dataCompleteTo);
  const used = quantityOf(paid);
  const parts = { id: `${id}.blockRate`, label: 'fee of an instance hour of the block', unit: `${currency}/hour` };
  const perInstanceHour =
    hours.value && used.compare(hours.value) > 0
      ? undetermined(
          parts,
          `${toText(used)} instance hours cost next to nothing and the block holds ${toText(hours.value)}`,
          [fee, hours],
        )
      : compute({ ...parts, formula: 'fee ÷ (instances × hours of the block)' }, [fee, hours], (money, time) =>
          money.div(time),
        );
  return { fee, perInstanceHour, paid: new Set(paid) };
}

function feeOf(id: string, fees: readonly Charge[], currency: string): Figure {
  const costs = fees.map((row) => row.BilledCost);
  const known = costs.every((cost) => cost !== null);
  const [first] = fees;
  return measured({
    id,
    label: 'fee of Capacity Blocks, paid once',
    value: known ? sum(costs as Exact[]) : null,
    unit: currency,
    formula: known ? `BilledCost of ${fees.length} fee rows` : 'undetermined, because a fee row has no BilledCost',
    origin: first && { file: first.x_SourceFile },
  });
}

function paidRows(metered: readonly Charge[], fee: Exact): Charge[] {
  const busy = metered.filter((row) => !isIdle(row));
  const all = quantityOf(busy);
  return busy.filter((row) => {
    const cost = row.EffectiveCost ?? row.BilledCost;
    const isLittle = cost && row.ConsumedQuantity;
    return isLittle && cost.mul(NEXT_TO_NOTHING).mul(all).compare(fee.mul(row.ConsumedQuantity)) <= 0;
  });
}

function statedHours(id: string, blocks: readonly StatedBlock[], paid: readonly Charge[]): Figure {
  const label = 'instance hours of the blocks';
  const usual = usualInstances(paid);
  const sizes = blocks.map(({ instances, span: { value: span } }) => {
    const count = instances ? exact(instances.value) : usual;
    return count?.mul(exact(span.end - span.begin, 3_600_000)) ?? null;
  });
  if (sizes.some((size) => size === null))
    return undetermined(
      { id, label, unit: 'hours' },
      'the case does not say how many instances the block has, and no hours of it are told apart',
    );
  const spans = blocks.map(({ span: { value: span } }) => `${formatInstant(span.begin)} to ${formatInstant(span.end)}`);
  const counted = blocks.every(({ instances }) => instances) ? 'as stated' : 'as billed in most hours';
  return measured({
    id,
    label,
    value: sum(sizes as Exact[]),
    unit: 'hours',
    formula: `instances, ${counted}, × hours from ${spans.join(', ')}`,
    origin: blocks[0]?.span.origin,
  });
}

function inferredHours(
  id: string,
  fees: readonly Charge[],
  paid: readonly Charge[],
  dataCompleteTo: number | null,
): Figure {
  const parts = { id, label: 'instance hours of the block', unit: 'hours' };
  const begins = new Set(fees.map((fee) => fee.chargePeriod?.begin ?? null));
  const [begin = null] = begins;
  const spans = paid.flatMap((row) => row.chargePeriod ?? []);
  const end = spans.reduce((latest, span) => Math.max(latest, span.end), Number.NEGATIVE_INFINITY);
  const instances = usualInstances(paid);
  const because =
    begins.size > 1 || begin === null
      ? 'the bill does not tell when one block begins'
      : !instances
        ? 'no instance hours at next to no cost follow its start'
        : spans.length < paid.length
          ? 'hours of the block lie outside those that were read one by one'
          : spans.some((span) => !contains({ begin, end }, span.begin))
            ? 'instance hours cost next to nothing before its start as well'
            : dataCompleteTo === null || end >= dataCompleteTo
              ? 'the bill ends before the block does, as far as anybody can see'
              : null;
  if (because !== null || begin === null || !instances)
    return undetermined(parts, `the end of the Capacity Block is not stated and ${because}`);
  return assumed({
    ...parts,
    value: instances.mul(exact(end - begin, 3_600_000)),
    formula: `assumed: the block ends where its hours at no cost do; ${toText(instances)} instances × hours from ${formatInstant(begin)} to ${formatInstant(end)}`,
  });
}

/** The part of the fee that the hours in question carry. */
export function spreadOver(id: string, rows: readonly Charge[], block: BlockShare, currency: string): Figure {
  const paid = rows.filter((row) => block.paid.has(row));
  const parts = { id, label: 'their part of the fee of the block', unit: currency };
  if (block.perInstanceHour.value === null)
    return undetermined(parts, reasonOf(block.perInstanceHour).replace(/^undetermined, because /, ''), [
      block.perInstanceHour,
    ]);
  const hours = derived({
    id: `${id}.hours`,
    label: 'instance hours that the fee paid for',
    value: quantityOf(paid),
    unit: 'hours',
    formula: 'ConsumedQuantity of the rows at next to no cost',
  });
  return compute({ ...parts, formula: 'instance hours × fee of one' }, [hours, block.perInstanceHour], (time, rate) =>
    time.mul(rate),
  );
}

function quantityOf(rows: readonly Charge[]): Exact {
  return rows.length === 0 ? ZERO : sum(rows.flatMap((row) => row.ConsumedQuantity ?? []));
}
