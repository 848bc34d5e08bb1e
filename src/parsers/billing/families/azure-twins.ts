import type { Charge } from '../../../engine/records/charge.ts';
import { type Exact, isZero, ZERO } from '../../../engine/values/exact.ts';

/** The charges of both exports of a month, and how far the exports agree. */
export interface JoinedTwins {
  readonly charges: readonly Charge[];
  /**
   * Rows that no commitment touches, which stand in both exports where both are whole and of one state of the month: how
   * many stand in one only, or cost something else in the other. 0: the twins are twins.
   */
  readonly differing: number;
}

interface Twin {
  readonly actual: Charge | null;
  readonly amortized: Charge | null;
}

/**
 * One list of charges out of Azure's two exports of the same months, each row counted once: cash is the actual export's,
 * the cost of use the amortized one's. Neither is added to the other. `actual` and `amortized` are the charges of one
 * scan each, for the same needs, as the formats azure-ea and azure-mca map them: a row that a commitment pays for has no
 * effective cost in the actual export and no billed cost in the amortized one.
 */
export function joinTwins(actual: readonly Charge[], amortized: readonly Charge[]): JoinedTwins {
  const twins = new Map<string, Twin>();
  for (const charge of actual) {
    const key = twinKey(charge, charge.EffectiveCost === null);
    const twin = twins.get(key) ?? { actual: null, amortized: null };
    twins.set(key, { ...twin, actual: addUp(twin.actual, charge) });
  }
  for (const charge of amortized) {
    const key = twinKey(charge, charge.BilledCost === null);
    const twin = twins.get(key) ?? { actual: null, amortized: null };
    twins.set(key, { ...twin, amortized: addUp(twin.amortized, charge) });
  }
  const inOrder = [...twins].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, twin]) => twin);
  return {
    charges: inOrder.flatMap((twin) => join(twin) ?? []),
    differing: inOrder.reduce((rows, twin) => rows + differingRows(twin), 0),
  };
}

function join({ actual, amortized }: Twin): Charge | null {
  if (!amortized) return actual;
  // What only the amortized export knows and a commitment pays is not on the invoice: the commitment itself is.
  if (!actual) return { ...amortized, BilledCost: amortized.BilledCost ?? ZERO };
  return {
    ...amortized,
    BilledCost: actual.BilledCost,
    ListCost: amortized.ListCost ?? actual.ListCost,
    rows: Math.max(actual.rows, amortized.rows),
  };
}

function differingRows({ actual, amortized }: Twin): number {
  if (actual && amortized) {
    if (actual.EffectiveCost === null || amortized.BilledCost === null) return 0;
    return same(actual.BilledCost, amortized.BilledCost) ? Math.abs(actual.rows - amortized.rows) : amortized.rows;
  }
  if (amortized) return amortized.BilledCost === null ? 0 : amortized.rows;
  // Covered usage has no cost of use here, and what buys a commitment has one of zero beside its cash.
  return actual && same(actual.BilledCost, actual.EffectiveCost) ? actual.rows : 0;
}

/** Everything that tells rows apart but their costs, their file and how many they are. */
function twinKey(charge: Charge, covered: boolean): string {
  const { x_SourceFile, BilledCost, EffectiveCost, ListCost, ConsumedQuantity, rows, ...keys } = charge;
  return JSON.stringify([...Object.values(keys), covered]);
}

/** Charges of one file under one key differ in which of their costs are known: an unknown part leaves the sum unknown. */
function addUp(sum: Charge | null, charge: Charge): Charge {
  if (!sum) return charge;
  const add = (a: Exact | null, b: Exact | null) => (a && b ? a.add(b) : null);
  return {
    ...sum,
    BilledCost: add(sum.BilledCost, charge.BilledCost),
    EffectiveCost: add(sum.EffectiveCost, charge.EffectiveCost),
    ListCost: add(sum.ListCost, charge.ListCost),
    ConsumedQuantity: add(sum.ConsumedQuantity, charge.ConsumedQuantity),
    rows: sum.rows + charge.rows,
  };
}

function same(a: Exact | null, b: Exact | null): boolean {
  return a === null || b === null ? a === b : isZero(a.sub(b));
}
