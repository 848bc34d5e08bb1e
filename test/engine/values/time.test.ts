import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, isZone, readInstant } from '../../../src/engine/values/instant.ts';
import { intersect, subtract, totalSeconds, union } from '../../../src/engine/values/interval.ts';
import { addMonths, monthOf, monthsOf } from '../../../src/engine/values/period.ts';

const HOUR = 3_600_000;

function at(text: string, zone?: string): string {
  const read = readInstant(text, zone);
  return read.ok ? formatInstant(read.instant) : read.problem;
}

describe('instants', () => {
  it.each([
    ['2025-10-20T09:18:00Z', '2025-10-20T09:18:00Z'],
    ['2025-10-20 09:18:00+00:00', '2025-10-20T09:18:00Z'],
    ['2025-10-20T02:18:00-07:00', '2025-10-20T09:18:00Z'],
    ['2025-10-20T09:18:00.8022297Z', '2025-10-20T09:18:00.802Z'],
    ['2025-10-20T09:18Z', '2025-10-20T09:18:00Z'],
    ['2025-10-20 09:18:00,25+0000', '2025-10-20T09:18:00.250Z'],
    ['2025-10-20 09:18:00', 'no-zone'],
    ['2025-02-30T00:00:00Z', 'no-such-date'],
    ['2025-10-20T24:00:00Z', 'no-such-date'],
    ['2025-06-30T23:59:60Z', 'leap-second'],
    ['yesterday', 'not-a-time'],
    ['5/1/25', 'not-a-time'],
    ['2'.repeat(100_000), 'not-a-time'],
  ])('reads %s as %s', (text, expected) => expect(at(text)).toBe(expected));

  it('reads a wall clock only in a zone the user stated', () => {
    expect(at('2025-10-20 09:18:00', 'America/Los_Angeles')).toBe('2025-10-20T16:18:00Z');
    expect(at('2025-12-20 09:18:00', 'America/Los_Angeles')).toBe('2025-12-20T17:18:00Z');
    expect(at('2025-12-20 09:18:00', 'Asia/Kolkata')).toBe('2025-12-20T03:48:00Z');
  });

  it('refuses a wall clock in a gap and gives both instants of a fold', () => {
    expect(at('2025-03-09 02:30:00', 'America/New_York')).toBe('dst-gap');
    const fold = readInstant('2025-11-02 01:30:00', 'America/New_York');
    expect(fold.ok ? [] : fold.candidates.map(formatInstant)).toEqual(['2025-11-02T05:30:00Z', '2025-11-02T06:30:00Z']);
  });

  it('knows the zones of the IANA database and no others', () => {
    expect(['UTC', 'America/Los_Angeles', 'Mars/Olympus', ''].map(isZone)).toEqual([true, true, false, false]);
  });
});

describe('months', () => {
  it('have the hours that the zone gives them', () => {
    const hours = (id: string, zone: string) => {
      const month = monthOf(Date.parse(`${id}-15T12:00:00Z`), zone);
      return [month.id, (month.end - month.begin) / HOUR];
    };
    expect(hours('2025-03', 'America/Los_Angeles')).toEqual(['2025-03', 743]);
    expect(hours('2025-11', 'America/Los_Angeles')).toEqual(['2025-11', 721]);
    expect(hours('2025-11', 'UTC')).toEqual(['2025-11', 720]);
    expect(hours('2024-02', 'UTC')).toEqual(['2024-02', 696]);
  });

  it('cut an instant near the edge by the zone', () => {
    const edge = Date.parse('2025-11-01T03:00:00Z');
    expect([monthOf(edge, 'UTC').id, monthOf(edge, 'America/Los_Angeles').id]).toEqual(['2025-11', '2025-10']);
  });

  it('follow each other without gap or overlap', () => {
    for (const zone of ['UTC', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia']) {
      let month = monthOf(Date.parse('2011-11-15T00:00:00Z'), zone);
      for (let count = 0; count < 40; count += 1) {
        const next = addMonths(month, 1);
        expect(next.begin, `${zone} ${month.id}`).toBe(month.end);
        month = next;
      }
    }
  });

  it('are listed as a span touches them', () => {
    const span = { begin: Date.parse('2025-01-31T23:50:00Z'), end: Date.parse('2025-02-01T00:10:00Z') };
    expect(monthsOf(span, 'UTC').map((month) => month.id)).toEqual(['2025-01', '2025-02']);
    expect(monthsOf(span, 'America/Los_Angeles').map((month) => month.id)).toEqual(['2025-01']);
  });
});

describe('intervals', () => {
  const spans = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 30 }))
      .map(([begin, length]) => ({ begin, end: begin + length })),
    { maxLength: 12 },
  );
  // An independent sweep, millisecond by millisecond, is the oracle.
  const sweep = (list: readonly { begin: number; end: number }[]) =>
    new Set(
      Array.from({ length: 160 }, (_, ms) => ms).filter((ms) => list.some((span) => span.begin <= ms && ms < span.end)),
    );
  const same = (actual: readonly { begin: number; end: number }[], expected: (ms: number) => boolean) =>
    Array.from({ length: 160 }, (_, ms) => ms).every((ms) => sweep(actual).has(ms) === expected(ms));

  it('agree with a sweep over every millisecond', () => {
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const [left, right] = [sweep(a), sweep(b)];
        expect(same(union(a), (ms) => left.has(ms))).toBe(true);
        expect(same(intersect(a, b), (ms) => left.has(ms) && right.has(ms))).toBe(true);
        expect(same(subtract(a, b), (ms) => left.has(ms) && !right.has(ms))).toBe(true);
        expect(Number(totalSeconds(a).mul(1000).valueOf())).toBe(left.size);
      }),
      { numRuns: 500 },
    );
  });

  it('count a minute reported three times once (examples/sla.md G4)', () => {
    const minute = (text: string) => Date.parse(`2025-07-01T${text}:00Z`);
    const reports = [
      ['10:00', '10:30'],
      ['10:15', '10:45'],
      ['10:00', '10:30'],
    ].map(([begin, end]) => ({ begin: minute(begin as string), end: minute(end as string) }));
    expect(totalSeconds(reports).equals(45 * 60)).toBe(true);
  });
});
