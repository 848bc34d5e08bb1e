import type { BillFile, Charge } from '../../src/engine/records/charge.ts';

/** What most charges of a test do not have. */
export const PLAIN = {
  x_Nature: null,
  CommitmentDiscountStatus: null,
  CapacityReservationStatus: null,
  ChargeClass: null,
  x_AdjustmentType: null,
  ChargeDescription: null,
} as const satisfies Partial<Charge>;

export const EXACT_COSTS: Pick<BillFile, 'quality'> = {
  quality: { billed: 'exact', effective: 'exact', list: 'exact' },
};
