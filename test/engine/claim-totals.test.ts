import { describe, expect, test } from 'vitest';
import { assess } from '../../src/engine/assess.ts';
import { toDecimal } from '../../src/engine/values/exact.ts';
import { seen, smallContract } from './credit/small-contract.ts';
import { at, hourlyCharges, recordsOf } from './library.ts';

/** Two documents of one vendor, each with one unit down for two hours of a 720 USD month: 10 % each. */
function credits(
  stacking: string,
  second: { time: string; ref: string } = { time: '10:00-12:00', ref: 'E1' },
): string[] {
  const contracts = ['test/vm', 'test/disk'].map((id) => {
    const contract = smallContract({ edition: stacking ? `stacking: {${stacking}}` : '' }, { hourlyPrice: null });
    const [edition] = contract.terms.versions;
    if (!edition) throw new Error('no edition');
    const commitments = edition.commitments.map((one) => ({ ...one, covers: { ...one.covers, services: [id] } }));
    return { ...contract, terms: { ...contract.terms, id, versions: [{ ...edition, commitments }] } };
  });
  const { summary } = assess(
    recordsOf({
      asOf: at('2026-07-01T00:00:00Z'),
      contracts,
      charges: ['vm-1', 'disk-1'].flatMap((id) =>
        hourlyCharges(id, '2026-06-01T00:00:00Z', 720, '1', { x_Vendor: 'test', ServiceName: 'VM', RegionId: 'r' }),
      ),
      logged: [
        { ...seen('vm-1 10:00-12:00'), ref: 'E1' },
        { ...seen(`disk-1 ${second.time}`), ref: second.ref, services: ['test/disk'] },
      ],
    }),
  );
  return [summary.credit.low, summary.credit.base, summary.credit.high].map((figure) =>
    figure.value ? toDecimal(figure.value, 2) : 'undetermined',
  );
}

describe('credits for two services of one vendor', () => {
  test('that are said to be separate add up', () => {
    expect(credits('separate_services: separate_claims')).toEqual(['144.00', '144.00', '144.00']);
  });

  test('of which one alone is credited: the better', () => {
    expect(credits('separate_services: root_cause_only')).toEqual(['72.00', '72.00', '72.00']);
    expect(credits('separate_services: one_service')).toEqual(['72.00', '72.00', '72.00']);
  });

  test('of which the contracts say nothing: the better at least, the sum as each document stands', () => {
    expect(credits('')).toEqual(['72.00', '144.00', '144.00']);
  });

  test('for two failures of one month have nothing to do with each other, unless one service a month is credited', () => {
    const evening = { time: '20:00-22:00', ref: 'E2' };
    expect(credits('separate_services: root_cause_only', evening)).toEqual(['144.00', '144.00', '144.00']);
    expect(credits('', evening)).toEqual(['144.00', '144.00', '144.00']);
    expect(credits('separate_services: one_service', evening)).toEqual(['72.00', '72.00', '72.00']);
  });
});
