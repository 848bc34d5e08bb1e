import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/engine/assess.ts';
import type { CreditAssessment } from '../../../src/engine/records/assessment.ts';
import type { CaseRecords } from '../../../src/engine/records/case-records.ts';
import { closure, type Range } from '../../../src/engine/records/figure.ts';
import { toDecimal, toText } from '../../../src/engine/values/exact.ts';
import { at, contractOf, hourlyCharges, outage, recordsOf, termsOf } from '../library.ts';
import { EXACT_COSTS } from '../plain-records.ts';

const NODE = { level: 'resource', id: 'i-1', region: 'us-east-2', zone: 'use2-az1' } as const;
const ZONE = { level: 'zone', id: 'use2-az1', region: 'us-east-2' } as const;
const ec2 = termsOf('aws/ec2');
const bill = hourlyCharges('i-1', '2025-10-01T00:00:00Z', 744, '100');

const observed = outage({
  id: 'seen',
  scope: NODE,
  begin: at('2025-10-14T05:48:00Z'),
  end: at('2025-10-14T08:31:00Z'),
  source: 'observed',
});
const declared = outage({
  id: 'said',
  ref: 'R1',
  scope: NODE,
  begin: at('2025-10-14T06:35:00Z'),
  end: at('2025-10-14T08:29:00Z'),
});
const zoneWide = outage({
  id: 'wide',
  ref: 'R2',
  scope: ZONE,
  begin: at('2025-10-14T06:35:00Z'),
  end: at('2025-10-14T08:45:00Z'),
});

function instance(parts: Partial<CaseRecords> & Parameters<typeof recordsOf>[0]): CreditAssessment {
  const { credits } = assess(recordsOf({ charges: bill, contracts: [contractOf(ec2)], ...parts }));
  const found = credits.filter((credit) => credit.commitment === 'instance');
  expect(found).toHaveLength(1);
  return found[0] as CreditAssessment;
}

function amounts(range: Range | null): (string | null)[] {
  return range ? [range.low, range.base, range.high].map(({ value }) => value && toDecimal(value, 2)) : [];
}

describe('whose word counts', () => {
  it('gives the credit under the declared, the observed and the joint window', () => {
    const credit = instance({ logged: [observed, declared] });
    // Declared 06:35-08:29 waives the clock hours 06, 07 and 08; observed 05:48-08:31 the hour 05 as well.
    expect(credit.status).toBe('claimable');
    expect(amounts(credit.credit)).toEqual(['300.00', '300.00', '400.00']);
    const readings = credit.readings
      .filter((reading) => reading.name === 'evidence')
      .map((reading) => [reading.value, toDecimal(reading.credit.value as never, 2)]);
    expect(readings).toEqual([
      ['declared', '300.00'],
      ['observed', '400.00'],
      ['union', '400.00'],
    ]);
    expect([credit.downtime?.low, credit.downtime?.high].map((figure) => toText(figure?.value as never))).toEqual([
      String(114 * 60),
      String(163 * 60),
    ]);
  });

  it('takes one reading where the user settles it', () => {
    const credit = instance({ logged: [observed, declared], readings: { evidence: 'observed' } });
    expect(amounts(credit.credit)).toEqual(['400.00', '400.00', '400.00']);
    expect(credit.readings.some((reading) => reading.name === 'evidence')).toBe(false);
  });

  it("takes only the customer's minutes inside the declared window where the vendor speaks of the zone", () => {
    const credit = instance({ logged: [observed, zoneWide] });
    // Zone 06:35-08:45 and the node 05:48-08:31 agree on 06:35-08:31.
    expect(toText(credit.downtime?.base.value as never)).toBe(String(116 * 60));
    expect(amounts(credit.credit)).toEqual(['300.00', '300.00', '400.00']);
  });

  it('proves nothing of an instance by a declaration about its zone: worth is shown, nothing is claimable', () => {
    const credit = instance({
      logged: [zoneWide],
      zones: [{ vendor: 'aws', zoneId: 'use2-az1', zoneName: 'us-east-2a' }],
    });
    expect(credit.status).toBe('insufficient-evidence');
    expect(amounts(credit.credit)).toEqual(['0.00', '0.00', '0.00']);
    expect(amounts(credit.worth)).toEqual(['300.00', '300.00', '300.00']);
    expect(credit.evidence.missing).toContain('proof_that_the_EC2_instance_was_down');
  });

  it("never takes a zone id for a zone name: without the user's map no resource is in the zone", () => {
    const { credits } = assess(recordsOf({ charges: bill, contracts: [contractOf(ec2)], logged: [zoneWide] }));
    const credit = credits.find((entry) => entry.commitment === 'instance');
    expect(credit?.status).toBe('undetermined');
    expect(credit?.because).toBe(
      'the bill speaks of us-east-2a; which of them is use2-az1 only the account knows: state it under zones',
    );
  });

  it('keeps time that nobody watched apart, as a reading', () => {
    const minute = 60_000;
    const watched = [
      { begin: at('2025-10-14T05:00:00Z'), end: at('2025-10-14T05:50:00Z') },
      { begin: at('2025-10-14T06:20:00Z'), end: at('2025-10-14T09:00:00Z') },
    ];
    const first = { ...observed, end: at('2025-10-14T05:50:00Z') };
    const second = outage({ ...observed, id: 'seen again', begin: at('2025-10-14T06:20:00Z') });
    const credit = instance({
      outages: {
        outages: [first, second],
        coverage: [{ target: 'n', scope: NODE, services: ['EC2'], watched, origin: { file: 'probes.csv' } }],
      },
    });
    expect([credit.downtime?.base, credit.downtime?.high].map((figure) => Number(figure?.value) * 1000)).toEqual([
      133 * minute,
      163 * minute,
    ]);
    expect(
      credit.readings.filter((reading) => reading.name === 'unknown_time').map((reading) => reading.value),
    ).toEqual(['up', 'down']);
  });
});

describe('what the bill can tell', () => {
  const logged = [observed];

  it('finds the resource under its ARN, and names one unit for both spellings', () => {
    const arn = 'arn:aws:ec2:us-east-2:111122223333:instance/i-1';
    const charges = hourlyCharges(arn, '2025-10-01T00:00:00Z', 744, '100');
    const again = outage({ ...observed, id: 'again', scope: { ...NODE, id: arn } });
    expect(amounts(instance({ logged: [observed, again], charges }).credit)).toEqual(['400.00', '400.00', '400.00']);
  });

  it('is undetermined for hours that the bill does not reach, and a base that still grows is marked', () => {
    const file = (dataCompleteTo: string) => ({
      file: 'bill.csv',
      format: 'focus-1.0',
      use: 'claims' as const,
      rows: { read: 1, used: 1, excluded: [], rejected: [] },
      totals: { billed: null, effective: null, list: null },
      currency: 'USD',
      period: null,
      ...EXACT_COSTS,
      dataCompleteTo: at(dataCompleteTo),
      vendors: ['aws'],
      services: [],
    });
    const until = (end: string, hours: number) => ({ files: [file(end)], charges: bill.slice(0, hours) });
    const short = instance({ logged, bill: until('2025-10-14T07:00:00Z', 13 * 24 + 7) });
    expect([short.status, short.credit.base.value]).toEqual(['undetermined', null]);
    expect(short.because).toBe('the bill ends at 2025-10-14T07:00:00Z, before that time does');
    const open = instance({ logged, bill: until('2025-10-20T00:00:00Z', 19 * 24) });
    expect([open.status, open.base?.grade, amounts(open.credit)]).toEqual([
      'claimable',
      'assumed',
      ['400.00', '400.00', '400.00'],
    ]);
    const whole = instance({ logged, bill: until('2025-11-01T00:00:00Z', 744) });
    expect(whole.base?.grade).toBe('measured');
  });

  it('counts deadlines from the first outage of the month', () => {
    const later = outage({
      ...observed,
      id: 'later',
      begin: at('2025-10-30T05:48:00Z'),
      end: at('2025-10-30T08:31:00Z'),
    });
    const overlay = `
schema: sla-overlay/1
terms: aws/ec2
document: {title: Order Form 7, date: 2025-01-01}
overrides:
  - field: claim.steps
    value: [{id: claim, anchor: incident_end, offset: {days: "10"}, calendar: civil, event: received, consequence: forfeit}]
    source: section 4
    grade: negotiated
`;
    const credit = instance({
      logged: [observed, later],
      contracts: [contractOf(termsOf('aws/ec2', overlay))],
      asOf: at('2025-10-20T00:00:00Z'),
    });
    expect(credit.deadlines.map((deadline) => deadline.date)).toEqual(['2025-10-24']);
  });
});

describe('statuses', () => {
  it('region level is not covered by one zone', () => {
    const { credits } = assess(
      recordsOf({ charges: bill, contracts: [contractOf(ec2)], logged: [observed, declared] }),
    );
    const region = credits.find((credit) => credit.commitment === 'region');
    expect([region?.status, region?.because]).toEqual([
      'not-covered',
      'the region level needs 2 zones down at the same time; only 1 was',
    ]);
  });

  it('is lost after the usual deadline but for what needs no claim, and not when only the safe date has passed', () => {
    const logged = [observed, declared];
    expect(instance({ logged, asOf: at('2025-12-05T00:00:00Z') }).status).toBe('claimable');
    const late = instance({ logged, asOf: at('2026-01-01T00:00:00.001Z') });
    // Three clock hours of what was declared, four of what was seen, at 100 an hour: EC2 does not charge them, asked or not.
    expect([late.status, amounts(late.credit)]).toEqual(['claimable', ['300.00', '300.00', '400.00']]);
    expect(late.because).toContain('the claim was due by 2025-12-31');
  });

  it('is undetermined where the edition of the time has not been seen', () => {
    const past = outage({ ...observed, begin: at('2018-10-14T05:48:00Z'), end: at('2018-10-14T08:31:00Z') });
    const { credits } = assess(recordsOf({ contracts: [contractOf(ec2)], logged: [past] }));
    expect(credits.map((credit) => [credit.status, credit.credit.base.value])).toEqual([['undetermined', null]]);
  });

  it('is undetermined, with its percentage, where the bill shows nothing of the unit', () => {
    const long = outage({ ...observed, end: at('2025-10-14T12:00:00Z') });
    const credit = instance({ logged: [long], charges: [] });
    expect([credit.status, credit.tier, credit.credit.base.value]).toEqual(['undetermined', '[99, 99.5) → 10 %', null]);
  });

  it('is not covered for a beta service, and the fact is cited', () => {
    const credit = instance({
      logged: [observed],
      contracts: [contractOf(ec2, { attributes: { launch_stage: 'beta' } })],
    });
    expect(credit.status).toBe('not-covered');
  });

  const vm = (vendor: string, service: string) =>
    outage({
      id: 'vm',
      vendor,
      services: [service],
      scope: { level: 'resource', id: 'vm-7', region: 'eastus' },
      begin: at('2026-10-10T10:00:00Z'),
      end: at('2026-10-10T14:00:00Z'),
      source: 'observed',
    });
  const vmCharges = (x_Vendor: string, ServiceName: string) =>
    hourlyCharges('vm-7', '2026-10-01T00:00:00Z', 744, '10', {
      x_Vendor,
      ServiceName,
      x_ServiceCode: null,
      RegionId: 'eastus',
    });
  const judged = (
    id: string,
    commitment: string,
    logged: ReturnType<typeof vm>,
    charges: typeof bill,
    attributes: Record<string, string>,
  ) =>
    assess(
      recordsOf({
        charges,
        logged: [logged],
        asOf: at('2026-11-20T00:00:00Z'),
        contracts: [contractOf(termsOf(id), { attributes })],
      }),
    ).credits.find((credit) => credit.commitment === commitment);

  it('does not take a precondition for met that nobody stated', () => {
    const single = (attributes: Record<string, string>) =>
      judged(
        'gcp/compute-engine',
        'single-instance',
        vm('gcp', 'Google Compute Engine'),
        vmCharges('gcp', 'Compute Engine'),
        attributes,
      );
    const open = single({});
    expect([open?.status, amounts(open?.credit ?? null), amounts(open?.worth ?? null)]).toEqual([
      'insufficient-evidence',
      ['0.00', '0.00', '0.00'],
      ['744.00', '744.00', '744.00'],
    ]);
    expect(open?.evidence.missing).toContain('attribute:network_tier');
    expect(single({ network_tier: 'Premium' })?.status).toBe('claimable');
    expect(single({ network_tier: 'standard' })?.status).toBe('not-covered');
  });

  it('does not take one VM for the availability set it is in', () => {
    const set = judged(
      'azure/virtual-machines',
      'availability-set',
      vm('azure', 'azure/virtual-machines'),
      vmCharges('azure', 'Virtual Machines'),
      { deployment: 'availability_set' },
    );
    expect([set?.status, amounts(set?.credit ?? null)]).toEqual(['insufficient-evidence', ['0.00', '0.00', '0.00']]);
    expect(set?.because).toContain('state `availability_set` for each of them under unit_attributes');
  });

  it('never pays for data loss because something was down', () => {
    const down = vm('tensordock', 'tensordock/compute');
    const charges = vmCharges('tensordock', 'TensorDock').map((charge) => ({
      ...charge,
      ServiceProviderName: 'TensorDock',
    }));
    const october = charges.map((charge) => ({
      ...charge,
      billingPeriod: { begin: at('2026-09-01T00:00:00Z'), end: at('2026-10-01T00:00:00Z') },
    }));
    const credit = judged('tensordock/compute', 'vm', down, [...charges, ...october], { host_class: 'top' });
    // Ten times the price of four hours at 10 an hour, twice in the bill; forty times would be the remedy for lost data.
    expect(amounts(credit?.credit ?? null)).toEqual(['800.00', '800.00', '800.00']);
    expect(credit?.notes.some((note) => note.startsWith('data-loss pays for data loss'))).toBe(true);
  });

  it('shows negotiated fields with their document', () => {
    const overlay = `
schema: sla-overlay/1
terms: aws/ec2
document: {title: Order Form 7, date: 2025-01-01}
overrides:
  - {field: commitments.instance.credits.tiered.target, value: "99.9", source: section 4, grade: negotiated}
  - field: commitments.instance.credits.tiered.tiers
    value: [{ge: "99.0", lt: "99.9", percent: "2"}, {lt: "99.0", percent: "10"}]
    source: section 4
    grade: negotiated
`;
    const credit = instance({ logged: [observed], contracts: [contractOf(termsOf('aws/ec2', overlay))] });
    // 163 of 44,640 minutes are 99.63 %: 2 % of 74,400 is 1,488, better than the refund; the waived hours come on top.
    expect(credit.tier).toBe('[99, 99.9) → 2 %');
    expect(amounts(credit.credit)).toEqual(['1888.00', '1888.00', '1888.00']);
    expect(credit.negotiated.map((clause) => [clause.field, clause.grade])).toContainEqual([
      'commitments.instance.credits.tiered.tiers',
      'negotiated',
    ]);
  });
});

describe('figures', () => {
  it('every figure of a case has one id and one value, down to a clause or a file', () => {
    const { credits, summary } = assess(
      recordsOf({ charges: bill, contracts: [contractOf(ec2)], logged: [observed, declared] }),
    );
    const roots = [
      ...credits.flatMap((credit) =>
        [credit.credit, credit.downtime, credit.uptime].flatMap((range) =>
          range ? [range.low, range.base, range.high] : [],
        ),
      ),
      summary.credit.base,
    ];
    const figures = closure(roots);
    expect(figures.size).toBeGreaterThan(20);
    const leaves = [...figures.values()].filter((figure) => figure.inputs.length === 0);
    expect(leaves.every((leaf) => leaf.clause || leaf.origin || leaf.formula.length > 0)).toBe(true);
    expect([...figures.values()].some((figure) => figure.rows?.files.includes('bill.csv'))).toBe(true);
  });
});
