import { describe, expect, it } from 'vitest';
import { slaMark } from '../../../src/engine/reconcile/sla-credit.ts';
import type { Charge } from '../../../src/engine/records/charge.ts';
import { PLAIN } from '../plain-records.ts';

const credit = (x_AdjustmentType: string | null, ChargeDescription: string | null) =>
  slaMark({ ...PLAIN, ChargeCategory: 'Adjustment', x_AdjustmentType, ChargeDescription } as unknown as Charge)?.is;

describe('what a credit of a bill shows itself to be', () => {
  it.each([
    // Google's own type decides, and so do its other types.
    ['SLA_VIOLATION', null, 'certain'],
    ['GOODWILL', 'service credit', 'other'],
    // Azure's Refund and the subcategories of early FOCUS say how money moved, not why: then the words decide.
    ['Refund', 'SLA credit for October', 'possible'],
    ['Refund', 'returned reservation', 'open'],
    ['General Adjustment', null, 'open'],
    [null, 'AWS Promotional Credits', 'other'],
  ])('type %s, described as %s: %s', (type, text, is) => {
    expect(credit(type, text)).toBe(is);
  });
});
