import { describe, expect, it } from 'vitest';
import { clusterCosts } from '../../../src/engine/gpus/clusters.ts';
import type { Charge } from '../../../src/engine/records/charge.ts';
import type { StatedBlock } from '../../../src/engine/records/stated-facts.ts';
import { decimal, exact, toText } from '../../../src/engine/values/exact.ts';
import { T0 } from '../loss/interruption-builder.ts';
import { billOf, hourOf, LogBuilder, runOf } from '../loss/log-builder.ts';
import { TABLE } from './made-up-table.ts';

const HOUR = 3_600_000;
const origin = { file: 'makewhole.yaml', line: 30 };

/** 4 instances for an hour, paid by the block. */
const free = (at: number, parts: Partial<Charge> = {}) =>
  hourOf(at, { ConsumedQuantity: exact(4), BilledCost: exact(0), EffectiveCost: exact(0), ...parts });
/** A block of 4 instances × 24 hours at 31.464 an instance hour: 3,020.544, at its start. */
const fee = hourOf(0, {
  x_Nature: 'capacity-block',
  ChargeCategory: 'Purchase',
  ChargeFrequency: 'One-Time',
  ConsumedQuantity: exact(1),
  ConsumedUnit: null,
  BilledCost: decimal('3020.544'),
  EffectiveCost: decimal('3020.544'),
});
const later = hourOf(40, { x_InstanceType: 'm7i.large' });
const day = Array.from({ length: 24 }, (_, at) => free(at));

function blockOf(hours: number, instances: number | null): StatedBlock {
  return {
    document: null,
    origin,
    span: { value: { begin: T0, end: T0 + hours * HOUR }, origin },
    instances: instances === null ? null : { value: instances, origin },
  };
}

function cluster(charges: readonly Charge[], blocks: readonly StatedBlock[] = []) {
  const stated = { spares: [], released: [], unbilled: [], cover: [], blocks };
  const [found] = clusterCosts({
    bill: billOf(charges),
    runs: [runOf(new LogBuilder(), { stated })],
    table: TABLE,
    currency: 'USD',
  });
  if (!found) throw new Error('no cluster');
  const { amortizedPerGpuHour: rate } = found;
  return {
    found,
    rate: rate.value && toText(rate.value),
    why: rate.formula,
    grade: rate.grade,
    notes: found.notes.join(' '),
  };
}

describe('the fee of a Capacity Block', () => {
  it('is spread over its instances and hours: 3,020.544 ÷ (4 × 24) ÷ 8', () => {
    expect(cluster([fee, ...day, later], [blockOf(24, 4)])).toMatchObject({ rate: '3.933', grade: 'derived' });
    expect(cluster([fee, ...day, later], [blockOf(24, null)])).toMatchObject({ rate: '3.933' });
  });

  it('stands apart, and in no cash of an hour', () => {
    const { found } = cluster([fee, ...day, later], [blockOf(24, 4)]);
    expect(found.blockFee?.value && toText(found.blockFee.value)).toBe('3020.544');
    expect([found.hourlyCash.value, found.cashPerGpuHour.value]).toEqual([null, null]);
    expect(found.hourlyAmortized.value && toText(found.hourlyAmortized.value)).toBe('125.856');
    expect(found.hours[0]?.amortized && toText(found.hours[0].amortized)).toBe('125.856');
  });

  it('costs what the block holds, not what was used of it: half the hours carry half the fee', () => {
    const { found, rate } = cluster([fee, ...day.slice(0, 12), later], [blockOf(24, 4)]);
    expect(rate).toBe('3.933');
    expect(found.amortized.value && toText(found.amortized.value)).toBe('1510.272');
  });

  it('is spread to where the hours at no cost end, if the bill goes on, and that is an assumption', () => {
    const inferred = cluster([fee, ...day, later]);
    expect(inferred).toMatchObject({ rate: '3.933', grade: 'assumed' });
    expect(inferred.notes).toContain('spread over its instances and hours');
  });

  it('is the same where each row bears the fee of an operating system', () => {
    const little = day.map((row) => ({ ...row, BilledCost: decimal('0.96'), EffectiveCost: decimal('0.96') }));
    // 0.96 an hour more, for 4 instances of 8 GPUs: 0.03 a GPU-hour.
    expect(cluster([fee, ...little, later], [blockOf(24, 4)]).rate).toBe('3.963');
  });

  it.each([
    ['the bill ends with it', [fee, ...day], 'the bill ends before the block does'],
    ['no hours follow it', [fee, hourOf(2), later], 'no instance hours at next to no cost follow'],
    ['its start was not read', [{ ...fee, chargePeriod: null }, ...day, later], 'does not tell when one block begins'],
    [
      'two begin',
      [fee, { ...fee, chargePeriod: later.chargePeriod }, ...day, later],
      'does not tell when one block begins',
    ],
    [
      'hours of it were only summed',
      [fee, ...day, free(30, { chargePeriod: null }), later],
      'outside those that were read one by one',
    ],
    ['hours at no cost precede it', [fee, free(-1), ...day, later], 'before its start as well'],
  ])('is not spread where nobody states its end and %s', (_, charges, because) => {
    const { rate, why, notes, found } = cluster(charges);
    expect(rate).toBeNull();
    expect(why).toContain(because);
    expect(notes).toContain('State `capacity_blocks` of the run');
    expect(found.blockFee?.value && toText(found.blockFee.value)).not.toBeNull();
  });

  it('is not spread over fewer hours than it is said to have paid for', () => {
    expect(cluster([fee, ...day, later], [blockOf(12, 4)]).why).toContain(
      '96 instance hours cost next to nothing and the block holds 48',
    );
  });
});
