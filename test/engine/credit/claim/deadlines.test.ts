import { describe, expect, it } from 'vitest';
import { deadlinesOf } from '../../../../src/engine/credit/claim/deadlines.ts';
import type { DeadlineStep } from '../../../../src/engine/records/claim.ts';
import { exact } from '../../../../src/engine/values/exact.ts';
import { monthOf } from '../../../../src/engine/values/period.ts';

function due(
  step: Partial<DeadlineStep> & Pick<DeadlineStep, 'anchor' | 'offset'>,
  begin: string,
  end = begin,
  zone = 'UTC',
): string {
  const incident = { begin: Date.parse(begin), end: Date.parse(end) };
  const [deadline] = deadlinesOf({
    steps: [
      {
        id: 'claim',
        act: 'claim',
        calendar: 'civil',
        event: 'received',
        consequence: 'forfeit',
        reading: null,
        conservative: false,
        ...step,
      },
    ],
    field: 'claim.steps',
    incident,
    month: monthOf(incident.begin, zone),
    asOf: incident.end,
    tickets: [],
    cite: (field, says) => ({ terms: 't', field, says, grade: 'vendor_page' }),
  });
  return deadline?.date ?? 'none';
}

describe('deadlines count as the text counts', () => {
  it.each([
    // examples/sla.md A6: May -> 31 July, June -> 31 August; the incident's own cycle counted: one month less.
    [
      'AWS, usual reading',
      { anchor: 'incident', offset: { billing_cycles: exact(2), to: 'end' } },
      '2026-05-07T10:00:00Z',
      '2026-07-31',
    ],
    [
      'AWS, conservative',
      { anchor: 'incident', offset: { billing_cycles: exact(1), to: 'end' } },
      '2026-05-07T10:00:00Z',
      '2026-06-30',
    ],
    [
      'AWS in February',
      { anchor: 'incident', offset: { billing_cycles: exact(2), to: 'end' } },
      '2025-12-31T23:59:00Z',
      '2026-02-28',
    ],
    // L13: two months are not sixty days.
    [
      'Azure, direct',
      { anchor: 'end_of_billing_month_of_incident', offset: { calendar_months: exact(2) } },
      '2025-12-31T10:00:00Z',
      '2026-02-28',
    ],
    [
      'Azure, leap year',
      { anchor: 'end_of_billing_month_of_incident', offset: { calendar_months: exact(2) } },
      '2027-12-31T10:00:00Z',
      '2028-02-29',
    ],
    // L14: a partner has one month.
    [
      'Azure through a partner',
      { anchor: 'incident_month_end', offset: { calendar_months: exact(1), to: 'end' } },
      '2025-12-31T10:00:00Z',
      '2026-01-31',
    ],
    // L15: 14 days after the period; 60 days from the occurrence.
    ['Nebius', { anchor: 'reporting_period_end', offset: { days: exact(14) } }, '2026-05-03T10:00:00Z', '2026-06-14'],
    ['Oracle', { anchor: 'occurrence', offset: { days: exact(60) } }, '2026-05-03T10:00:00Z', '2026-07-02'],
    ['three days after', { anchor: 'incident', offset: { days: exact(3) } }, '2026-05-03T23:59:00Z', '2026-05-06'],
    [
      'ticket within 24 hours',
      { anchor: 'awareness', offset: { hours: exact(24) } },
      '2026-05-03T10:00:30Z',
      '2026-05-04T10:00:30Z',
    ],
    // 3 business days after Friday 29 May 2026's month end, Sunday 31 May.
    [
      'three business days',
      { anchor: 'contracted_month_end', offset: { days: exact(3) }, calendar: 'business' },
      '2026-05-03T10:00:00Z',
      '2026-06-03',
    ],
  ] as const)('%s', (_, step, begin, expected) => {
    expect(due(step as Parameters<typeof due>[0], begin)).toBe(expected);
  });

  it("names the day of the contract's zone", () => {
    expect(
      due(
        { anchor: 'incident', offset: { billing_cycles: exact(1), to: 'end' } },
        '2026-06-01T03:00:00Z',
        undefined,
        'America/Los_Angeles',
      ),
    ).toBe('2026-06-30');
    expect(due({ anchor: 'incident', offset: { billing_cycles: exact(1), to: 'end' } }, '2026-06-01T03:00:00Z')).toBe(
      '2026-07-31',
    );
  });
});

describe('a step that was taken', () => {
  const step = {
    id: 'ticket',
    act: 'ticket' as const,
    anchor: 'awareness' as const,
    offset: { hours: exact(24) },
    calendar: 'civil' as const,
    event: 'received' as const,
    consequence: 'forfeit' as const,
    reading: null,
    conservative: false,
  };
  const at = (text: string) => Date.parse(text);
  const ticket = (kind: 'aware' | 'ticket' | 'claim', when: string) => ({
    kind,
    at: at(when),
    unit: null,
    document: null,
    origin: { file: 'makewhole.yaml' },
  });
  const judge = (tickets: ReturnType<typeof ticket>[], parts: Partial<DeadlineStep> = {}) => {
    const incident = { begin: at('2026-06-10T10:00:00Z'), end: at('2026-06-10T12:00:00Z') };
    const month = monthOf(incident.begin, 'UTC');
    const asOf = at('2026-07-01T00:00:00Z');
    const cite = (field: string, says: string) => ({ terms: 't', field, says, grade: 'vendor_page' as const });
    const steps = [{ ...step, ...parts }];
    return deadlinesOf({ steps, field: 'claim.steps', incident, month, asOf, tickets, cite })[0];
  };

  // L10: MongoDB Atlas wants a ticket within 24 hours of becoming aware.
  it('a ticket 25 hours after the customer knew is too late, one after 23 hours is not', () => {
    const aware = ticket('aware', '2026-06-10T11:00:00Z');
    expect(judge([aware, ticket('ticket', '2026-06-11T12:00:00Z')])).toMatchObject({ missed: true });
    expect(judge([aware, ticket('ticket', '2026-06-11T10:00:00Z')])).toMatchObject({
      missed: false,
      date: '2026-06-11T11:00:00Z',
      done: at('2026-06-11T10:00:00Z'),
    });
  });

  it('awareness that nobody stated is taken at its earliest', () => {
    expect(judge([])).toMatchObject({ missed: true, date: '2026-06-11T10:00:00Z', done: null });
  });

  it('a claim filed in time stays in time, however late the report is made', () => {
    const claim = { id: 'claim', act: 'claim' as const, anchor: 'incident' as const, offset: { days: exact(10) } };
    expect(judge([ticket('claim', '2026-06-15T00:00:00Z')], claim)).toMatchObject({ missed: false });
    expect(judge([ticket('ticket', '2026-06-15T00:00:00Z')], claim)).toMatchObject({ missed: true });
  });
});
