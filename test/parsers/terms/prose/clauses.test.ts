import { describe, expect, test } from 'vitest';
import { toText } from '../../../../src/engine/values/exact.ts';
import { stepInWords } from '../../../../src/parsers/terms/prose/find/claim.ts';
import { creditInWords } from '../../../../src/parsers/terms/prose/promise.ts';
import { read } from './reading.ts';

/** A sentence of a made-up contract, among others that say nothing of the matter. */
const within = (sentence: string, heading = 'Service Credits') =>
  read(
    `# Fjord Cloud SLA\n\nFjord Cloud AS guarantees a monthly uptime of at least 99.5%.\n\n## ${heading}\n\n${sentence}\n`,
  );

const promises = (text: string) =>
  read(text).commitments.map(({ target, credit }) => [
    target && toText(target.value),
    credit && creditInWords(credit.value),
  ]);

describe('promises', () => {
  test.each([
    [
      'We will use reasonable efforts to make the service available with a Monthly Uptime Percentage of at least 99.95%.',
      '99.95',
    ],
    ['The service provides a 99.99% uptime SLA per month.', '99.99'],
    ['We guarantee that our network will be available 100% of the time in any given month.', '100'],
    ['The provider guarantees a monthly availability of 99.5 percent or greater.', '99.5'],
    ['Wir garantieren nichts, but the service level is 99,9 % availability guaranteed.', '99.9'],
  ])('%s', (sentence, target) => {
    expect(promises(sentence)[0]?.[0]).toBe(target);
  });

  test.each([
    'We do not guarantee 99.9% uptime.',
    'Our historical uptime is 99.99%.',
    'For example, an uptime of 99.9% allows 43 minutes of downtime.',
    'Uptime = 100% - downtime / total minutes x 100%.',
    'If you run it for part of a month it is assumed to be 100% available for the rest.',
    'Service Credits will not exceed 100% of the monthly fee.',
    'We aim for 99.9% uptime.',
  ])('none: %s', (sentence) => {
    expect(promises(`# SLA\n\n${sentence}`).filter(([target]) => target !== null)).toEqual([]);
  });

  test('services of a table are promises of their own, each with the table that begins at its value', () => {
    const table = (top: string) => `| Uptime | Credit |\n|---|---|\n| 99.0% to < ${top}% | 10% |\n| < 99.0% | 25% |\n`;
    const text = `# SLA\n\n| Service | Uptime |\n|---|---|\n| Compute | 99.9% |\n| Storage | 99.95% |\n\n## Storage credits\n\n${table('99.95')}\n## Compute credits\n\n${table('99.9')}`;
    expect(promises(text)).toEqual([
      ['99.9', 'tiers [99,99.9):10 (,99):25'],
      ['99.95', 'tiers [99,99.95):10 (,99):25'],
    ]);
  });

  test('a column for each plan is a promise for each plan', () => {
    const text =
      '# SLA credits\n\n| Achieved uptime | 99.5% | 99.9% |\n|---|---|---|\n| 99.0% - < 99.5% | 5% | 10% |\n| < 99.0% | 10% | 25% |\n';
    expect(promises(text)).toEqual([
      ['99.5', 'tiers [99,99.5):5 (,99):10'],
      ['99.9', 'tiers [99,99.5):10 (,99):25'],
    ]);
  });
});

describe('credits', () => {
  const credit = (text: string) => {
    const [first] = within(text).commitments;
    return first?.credit ? `${creditInWords(first.credit.value)} ${first.credit.confidence}` : null;
  };

  test.each([
    [
      '- 99.0% to < 99.5%: 10% of the monthly fee\n- < 99.0%: 25% of the monthly fee',
      'tiers [99,99.5):10 (,99):25 sure',
    ],
    [
      'You receive a credit of 10% if the monthly uptime is below 99.5%; 25% if the monthly uptime is below 99.0%.',
      'tiers (,99.5):10 (,99):25 sure',
    ],
    [
      'If the uptime falls below 99.5%, we credit 10% of the fee. If the uptime falls below 99.0%, we credit 25% of the fee.',
      'tiers (,99.5):10 (,99):25 sure',
    ],
    [
      'Less than 99.5% but equal to or greater than 99.0%\n\n10%\n\nLess than 99.0%\n\n25%',
      'tiers [99,99.5):10 (,99):25 sure',
    ],
    [
      '5% of the monthly fee for each 30 minutes of downtime or part thereof is credited.',
      'step 5% per 1800 s ceil, grace 0 sure',
    ],
    [
      'We credit 5% of the server fees for each additional hour of downtime after the first two hours.',
      'step 5% per 3600 s unstated, grace 7200 likely',
    ],
    [
      'A credit of ten times the prorated charge for the downtime beyond the guarantee is given.',
      'multiplier 10 beyond_allowance likely',
    ],
    ['You can claim a credit of the pro-rated fee for the time of the outage.', 'pro_rata likely'],
  ])('%s', (text, expected) => {
    expect(credit(text)).toBe(expected);
  });

  test.each([
    ['| Uptime | Credit |\n|---|---|\n| 99.0% to < 99.5% | 10% |\n| anything lower | 50% |', 'not-read'],
    ['| Uptime | Credit |\n|---|---|\n| 99.4% | 5% |\n| 99.0% | 10% |', 'ambiguous'],
    [
      '| Uptime | Credit |\n|---|---|\n| 99.0% to < 99.5% | 1 day of service |\n| < 99.0% | 3 days of service |',
      'not-read',
    ],
    ['| Uptime | Credit |\n|---|---|\n| 95.0% to < 99.5% | 25% |\n| < 95.0% | 10% |', 'not-read'],
    ['For every 0.1% below the guarantee you receive a credit of 5% of your bill.', 'not-read'],
  ])('a credit that was not understood is none, and is told: %s', (text, code) => {
    const { commitments, remarks } = within(text);
    expect(commitments[0]?.credit).toBeNull();
    expect(remarks.map((remark) => remark.code)).toContain(code);
  });

  const TABLE = '| Uptime | Credit |\n|---|---|\n| 99.0% to < 99.5% | 10% |\n| < 99.0% | 25% |\n\n';

  test('a sentence against its table: neither is taken, and both are told', () => {
    const { commitments, remarks } = within(
      `${TABLE}If the monthly uptime is below 99.5%, the credit is 15% of the monthly fee.`,
    );
    expect(commitments.map((one) => one.credit)).toEqual([null]);
    expect(remarks.filter((one) => one.code === 'contradiction')).toHaveLength(2);
  });

  test('a sentence that repeats a row of its table says nothing new', () => {
    const { commitments, remarks } = within(
      `${TABLE}If the monthly uptime is below 99.5%, the credit is 10% of the monthly fee.`,
    );
    expect(commitments.map((one) => one.credit?.value.rule)).toEqual(['tiers']);
    expect(remarks).toEqual([]);
  });

  test('a table under an example is no table of the contract', () => {
    expect(
      within('| Uptime | Credit |\n|---|---|\n| 90% to < 99% | 80% |\n| < 90% | 90% |', 'Example').commitments[0]
        ?.credit,
    ).toBeNull();
  });
});

describe('deadlines', () => {
  test.each([
    [
      'Your claim must be received by us by the end of the second billing cycle after which the incident occurred.',
      ['claim: incident + 2 billing_cycles end'],
    ],
    [
      'Customer must notify us within 30 days from the time Customer becomes eligible to receive a Service Credit.',
      ['claim: eligibility + 30 days'],
    ],
    [
      'We must receive the claim within two months of the end of the billing month in which the Incident occurred.',
      ['claim: end_of_billing_month_of_incident + 2 calendar_months'],
    ],
    [
      'The claim must be received by the end of the calendar month following the month in which the Incident occurred.',
      ['claim: incident_month_end + 1 calendar_months end'],
    ],
    [
      'Credits must be requested within seven (7) business days after the outage.',
      ['claim: incident + 7 days business'],
    ],
    [
      'You must log a support ticket within 24 hours of first becoming aware of the outage.',
      ['ticket: awareness + 24 hours'],
    ],
    ['Claims must be submitted within 15 days after the failure has been corrected.', ['claim: correction + 15 days']],
    ['Claims must be submitted within two weeks of the incident.', ['claim: incident + 14 days']],
  ])('%s', (sentence, expected) => {
    expect(within(sentence).steps.map(({ value }) => stepInWords(value))).toEqual(expected);
  });

  test.each([
    'We will issue the Service Credit within 60 days of your request.',
    'We respond to support tickets within 4 hours.',
    'You may terminate the agreement within 30 days of the incident.',
    'We may update this SLA with notice within 30 days.',
  ])('none: %s', (sentence) => {
    expect(within(sentence).steps).toEqual([]);
  });

  test('words and digits that disagree are no deadline', () => {
    const { steps, remarks } = within('Claims must be submitted within thirty (60) days of the incident.');
    expect(steps).toEqual([]);
    expect(remarks.map(({ code }) => code)).toEqual(['ambiguous']);
  });
});

describe('money', () => {
  test.each([
    ['Service Credits are a percentage of the charges paid by you for the instance.', 'charges_paid'],
    ['The credit is a percentage of the monthly bill for the service.', 'monthly_bill'],
    ['Service Credits are calculated as a percentage of the net fees of the month.', 'net_fees'],
    ['Service Credits are calculated as a percentage of the monthly subscription fee.', 'contract_price'],
  ])('%s', (sentence, basis) => {
    expect(within(sentence).base?.value.basis).toBe(basis);
  });

  test('a defined term is looked up', () => {
    const { base } = within(
      '"Applicable Service Fees" means the total fees actually paid by you for the month.\n\nA Service Credit is the percentage of the Applicable Service Fees credited to you.',
    );
    expect(base?.value.basis).toBe('charges_paid');
  });

  test.each([
    ['The total of all Service Credits will not exceed 50% of the amount due for the month.', '50'],
    ['Credits are capped at 30% of the monthly fee.', '30'],
    [
      'The credits of a month will not, under any circumstance, exceed your monthly service fees for that service.',
      null,
    ],
    ['Service Credits shall not exceed your monthly service fees for the service.', '100'],
  ])('%s', (sentence, cap) => {
    const found = within(sentence).cap;
    expect(found === null ? null : toText(found.value.percent)).toBe(cap === null ? '100' : cap);
  });

  test('two different caps are none, and both are told', () => {
    const { cap, remarks } = within(
      'Credits are capped at 30% of the monthly fee.\n\nService Credits will not exceed 50% of the monthly fee.',
    );
    expect(cap).toBeNull();
    expect(remarks.map(({ code, said }) => [code, said])).toEqual([
      ['contradiction', 'Credits are capped at 30% of the monthly fee.'],
      ['contradiction', 'Service Credits will not exceed 50% of the monthly fee.'],
    ]);
  });

  test('a least credit keeps whether it must be more', () => {
    expect(within('A credit is issued only if it is greater than one dollar ($1 USD).').minimum?.value).toMatchObject({
      currency: 'USD',
      strict: true,
    });
    expect(within('A credit is issued only if it is at least $5.').minimum?.value).toMatchObject({ strict: false });
  });

  test('a remedy that is not the only one is not called so', () => {
    expect(within('Service Credits are not your sole remedy.').soleRemedy).toBeNull();
    expect(within('Service Credits are your sole and exclusive remedy.').soleRemedy?.value).toBe(true);
  });
});

describe('how downtime is counted', () => {
  test.each([
    ['"Downtime Period" means five or more consecutive minutes of downtime.', 'downtime_periods', 300, false],
    ['Downtime is any outage that lasts for more than 10 minutes.', null, 600, true],
    [
      '"Unavailable" means that all connection requests fail during a 1-minute interval.',
      'failed_intervals',
      null,
      null,
    ],
    ['Uptime is 100% minus the average Error Rate of each 5-minute interval.', 'mean_interval_error', null, null],
    [
      'Uptime is the number of successful requests divided by the total number of requests.',
      'request_ratio',
      null,
      null,
    ],
    [
      'Uptime is the total minutes of the month less the minutes of downtime, divided by the total minutes.',
      'unavailable_minutes',
      null,
      null,
    ],
  ])('%s', (sentence, kind, seconds, strict) => {
    const { kind: found, run } = within(sentence, 'Definitions');
    expect([found?.value ?? null, run?.value.seconds ?? null, run?.value.strict ?? null]).toEqual([
      kind,
      seconds,
      strict,
    ]);
  });

  test('maintenance', () => {
    expect(within('Scheduled maintenance announced 48 hours in advance is excluded from downtime.')).toMatchObject({
      maintenance: { value: 'no' },
      maintenanceNotice: { value: '48 hours' },
    });
    const allowed = within('Scheduled maintenance does not count as downtime, up to 4 hours per month.');
    expect(allowed.maintenanceAllowance?.value).toBe(240);
  });
});

describe('dates', () => {
  test.each([
    ['Last updated: February 15, 2019', '2019-02-15'],
    ['Last Updated 6th September 2024', '2024-09-06'],
    ['Last modified: 2024-02-29', '2024-02-29'],
    ['Last revised: 27.2.2024', '2024-02-27'],
    ['Last updated: 25/12/2024', '2024-12-25'],
    ['Last updated: 10/08/2025', null],
    ['Last updated: January 2025', null],
    ['Last updated: February 30, 2025', null],
  ])('%s', (line, day) => {
    const { updated, remarks } = read(`# SLA\n\n${line}\n\nWe guarantee 99.9% uptime.`);
    expect(updated?.value ?? null).toBe(day);
    expect(remarks.some(({ code }) => code === 'ambiguous')).toBe(day === null);
  });
});

describe('what was struck out', () => {
  test.each([
    ['sla.html', '<p>We guarantee <del>99.99%</del> <s>99.95%</s> 99.5% monthly uptime.</p>'],
    ['sla.md', '# SLA\n\nWe guarantee ~~99.99%~~ 99.5% monthly uptime.'],
  ])('is not read (%s)', (label, text) => {
    expect(read(text, label).commitments.map(({ target }) => target && toText(target.value))).toEqual(['99.5']);
  });
});
