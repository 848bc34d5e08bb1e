import { describe, expect, it } from 'vitest';
import type { StatedCredit } from '../../../src/engine/records/reconciliation.ts';
import { decimal, toText } from '../../../src/engine/values/exact.ts';
import { at } from '../library.ts';
import { down, gcp, granted, reconciled, row, usage } from './gcp-case.ts';

/** The outcome of the only claim, and what it rests on. */
function only(parts: Parameters<typeof reconciled>[0]) {
  const { claims, loose, settled } = reconciled(parts);
  expect(claims).toHaveLength(1);
  const [claim] = claims;
  return {
    outcome: claim?.outcome,
    certainty: claim?.certainty,
    difference: claim?.difference && toText(claim.difference),
    because: claim?.because ?? '',
    loose: loose.length,
    settled,
  };
}

function stated(amount: string, parts: Partial<StatedCredit> = {}): StatedCredit {
  return {
    vendor: 'gcp',
    service: null,
    incidentMonth: '2025-07',
    amount: decimal(amount),
    issued: at('2025-09-20T00:00:00Z'),
    document: 'credit note 9 (made up)',
    origin: { file: 'makewhole.yaml' },
    ...parts,
  };
}

describe('a claim of 100 USD for July 2025', () => {
  it('is what the worked example of the terms says', () => {
    const [claim] = reconciled({}).claims;
    expect(claim && [claim.low, claim.base, claim.high].map((edge) => edge && toText(edge))).toEqual([
      '100',
      '100',
      '100',
    ]);
    expect(claim?.credits).toEqual(['C1']);
  });

  it('is paid by a row of Google’s own type with the same amount, and is not forfeited by a deadline since', () => {
    const found = only({ charges: [...usage, granted('2025-09', '-100')] });
    expect(found).toMatchObject({ outcome: 'paid', certainty: 'certain', difference: '0', settled: true });
  });

  it('is paid to the cent, not to the last digit of the row', () => {
    expect(only({ charges: [...usage, granted('2025-09', '-99.998')] }).outcome).toBe('paid');
    expect(only({ charges: [...usage, granted('2025-09', '-99.99')] })).toMatchObject({
      outcome: 'short-paid',
      certainty: 'possible',
    });
  });

  it('is paid by several rows that add up to it', () => {
    const found = only({
      charges: [...usage, granted('2025-09', '-60'), granted('2025-09', '-40', { RegionId: 'us-central1' })],
    });
    expect(found).toMatchObject({ outcome: 'paid', certainty: 'certain', loose: 0 });
  });

  it('leaves over what its rows do not need', () => {
    const found = only({ charges: [...usage, granted('2025-09', '-100'), granted('2025-10', '-7')] });
    expect(found).toMatchObject({ outcome: 'paid', difference: '0', loose: 1, settled: false });
  });

  it('is short-paid, and says what row of the table the amount fits', () => {
    const half = only({ charges: [...usage, granted('2025-09', '-40')] });
    expect(half).toMatchObject({ outcome: 'short-paid', certainty: 'possible', difference: '-60', settled: false });
    expect(half.because).toContain('60.00 USD less');
    const over = only({ charges: [...usage, granted('2025-09', '-251')] });
    expect(over).toMatchObject({ outcome: 'overpaid', difference: '151' });
    expect(over.because).toContain('about 25 % of the charges');
  });

  it('takes a credit by its words as possible only, and a promotion not at all', () => {
    const words = (text: string) => granted('2025-09', '-100', { x_AdjustmentType: null, ChargeDescription: text });
    expect(only({ charges: [...usage, words('Made-up SLA credit')] })).toMatchObject({
      outcome: 'paid',
      certainty: 'possible',
    });
    expect(only({ charges: [...usage, words('Made-up credit')] })).toMatchObject({
      outcome: 'paid',
      certainty: 'possible',
    });
    expect(only({ charges: [...usage, words('Made-up promotional credit')] }).outcome).toBe('missing');
    expect(only({ charges: [...usage, granted('2025-09', '-100', { x_AdjustmentType: 'GOODWILL' })] }).outcome).toBe(
      'missing',
    );
  });

  it.each([
    ['another vendor', granted('2025-09', '-100', { x_Vendor: 'aws' })],
    ['an earlier month', granted('2025-06', '-100')],
    ['the fourth month after', granted('2025-11', '-100')],
    ['hours before the incident', granted('2025-07', '-100', { chargePeriod: span('2025-07-01', '2025-07-09') })],
    ['another currency', granted('2025-09', '-100', { BillingCurrency: 'EUR' })],
  ])('is not paid by a credit of %s', (_, credit) => {
    expect(only({ charges: [...usage, credit] }).outcome).toBe('missing');
  });

  it.each([
    ['another service', granted('2025-09', '-100', { ServiceName: 'Cloud Storage', x_ServiceCode: 'made-up' })],
    ['another region', granted('2025-09', '-100', { RegionId: 'europe-west1' })],
  ])('is not called missing while a service credit of %s is left over', (_, credit) => {
    expect(only({ charges: [...usage, credit] })).toMatchObject({ outcome: 'undetermined', loose: 1, settled: false });
  });

  it('is paid by what the user states with a document', () => {
    expect(only({ stated: { credits: [stated('100')] } })).toMatchObject({ outcome: 'paid', certainty: 'certain' });
    expect(only({ stated: { credits: [stated('80', { service: 'gcp/compute-engine' })] } })).toMatchObject({
      outcome: 'short-paid',
      certainty: 'certain',
      difference: '-20',
    });
    expect(only({ stated: { credits: [stated('100', { incidentMonth: '2025-06' })] } }).outcome).toBe('missing');
  });
});

describe('a claim for which nothing came in', () => {
  // 60 days after a request made at once end on 2025-09-08; after one made on the last day (2025-09-29), on 2025-11-28.
  it.each([
    ['2025-09-08T08:59:59Z', 'not-yet-due', true],
    ['2025-09-08T09:00:00Z', 'undetermined', false],
    ['2025-11-28T23:59:59Z', 'undetermined', false],
    ['2025-11-29T00:00:00Z', 'missing', false],
  ])('is, as of %s, %s', (asOf, outcome, settled) => {
    expect(only({ asOf: at(asOf) })).toMatchObject({ outcome, settled });
  });

  it('is not missing from bills that are not there', () => {
    const found = only({ charges: usage.slice(0, 3) });
    expect(found.outcome).toBe('undetermined');
    expect(found.because).toContain('2025-10, 2025-11');
  });

  it('is undetermined where the terms do not say when', () => {
    const versions = gcp.versions.map((edition) => ({ ...edition, claim: { ...edition.claim, issue: null } }));
    expect(only({ terms: { ...gcp, versions } })).toMatchObject({
      outcome: 'undetermined',
      because: 'the terms do not say when the vendor applies a credit',
    });
  });

  it.each([
    ['azure', 'not in this export, and needs the invoice'],
    ['madeup', 'is not documented'],
  ])('of %s is no question of its export', (vendor, says) => {
    const charges = usage.map((charge) => ({ ...charge, x_Vendor: vendor }));
    const found = only({ terms: { ...gcp, vendor }, logged: [{ ...down(), vendor }], charges });
    expect(found.outcome).toBe('undetermined');
    expect(found.because).toContain(says);
  });
});

describe('two claims of 100 USD, for July and August', () => {
  const two = { logged: [down('07'), down('08')], asOf: at('2026-02-01T00:00:00Z') };
  const late = [...usage, row('2025-12', '1000'), row('2026-01', '1000')];

  it('are both paid by two credits, and one row is never taken twice', () => {
    const { claims, loose } = reconciled({
      ...two,
      charges: [...late, granted('2025-09', '-100'), granted('2025-10', '-100')],
    });
    expect(claims.map(({ outcome, received }) => [outcome, received])).toEqual([
      ['paid', ['R1']],
      ['paid', ['R2']],
    ]);
    expect(loose).toEqual([]);
  });

  it('are both undetermined by one credit that may be for either', () => {
    const { claims, loose } = reconciled({ ...two, charges: [...late, granted('2025-09', '-100')] });
    expect(claims.map(({ outcome, received }) => [outcome, received])).toEqual([
      ['undetermined', []],
      ['undetermined', []],
    ]);
    expect(loose).toEqual([expect.objectContaining({ received: 'R1', claims: ['P1', 'P2'] })]);
  });

  it('are told apart where only one can be meant', () => {
    const { claims } = reconciled({ ...two, charges: [...late, granted('2025-07', '-100')] });
    expect(claims.map(({ outcome }) => outcome)).toEqual(['paid', 'missing']);
  });
});

function span(begin: string, end: string) {
  return { begin: at(`${begin}T00:00:00Z`), end: at(`${end}T00:00:00Z`) };
}
