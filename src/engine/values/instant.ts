import { TZDate } from '@date-fns/tz';

/** A point in time: UTC epoch milliseconds, always a safe integer. */
export type Instant = number;

export type InstantProblem = 'not-a-time' | 'no-such-date' | 'no-zone' | 'leap-second' | 'dst-gap' | 'dst-fold';

/** What a text of a time came to. In a fold `candidates` holds both instants it can mean. */
export type ReadInstant =
  | { readonly ok: true; readonly instant: Instant }
  | { readonly ok: false; readonly problem: InstantProblem; readonly candidates: readonly Instant[] };

const STAMP =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/i;
const LONGEST_STAMP = 40;

/**
 * Reads an RFC 3339 time (a space for `T`, a comma for the point and a bare `+00` are taken as well). Fractions below
 * the millisecond are cut. A wall-clock time without an offset is refused, or read in `zone` where the user stated one;
 * in a zone's gap or fold it is refused too, for it names no instant, or two.
 */
export function readInstant(text: string, zone?: string): ReadInstant {
  const parsed = text.length <= LONGEST_STAMP ? STAMP.exec(text.trim()) : null;
  if (!parsed) return refuse('not-a-time');
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset] = parsed;
  if (second === '60') return refuse('leap-second');
  const fields = [year, month, day, hour, minute, second].map((part) => Number.parseInt(part as string, 10));
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = fields;
  const ms = Number.parseInt(fraction.padEnd(3, '0').slice(0, 3), 10);
  const wall = Date.UTC(y, mo - 1, d, h, mi, s, ms);
  if (h > 23 || mi > 59 || s > 59 || y < 1970 || !sameDate(wall, y, mo, d)) return refuse('no-such-date');
  if (offset) return { ok: true, instant: wall - offsetMs(offset) };
  return zone ? inZone(wall, zone) : refuse('no-zone');
}

/** `2025-10-20T09:18:00Z`; milliseconds are written where there are any. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** `2025-10-20`, the day in UTC. */
export function formatDay(instant: Instant): string {
  return formatInstant(instant).slice(0, 10);
}

/** Whether the IANA database of this Node knows the zone. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
export function zoneOffset(zone: string, instant: Instant): number {
  return new TZDate(instant, zone).getTimezoneOffset() * -60_000;
}

function inZone(wall: number, zone: string): ReadInstant {
  // A zone's offset moves by hours, not days: the offsets a day before and a day after are the only two that can apply.
  const offsets = [...new Set([zoneOffset(zone, wall - 86_400_000), zoneOffset(zone, wall + 86_400_000)])];
  const fits = offsets.map((offset) => wall - offset).filter((instant) => instant + zoneOffset(zone, instant) === wall);
  const [only] = fits;
  if (fits.length === 1 && only !== undefined) return { ok: true, instant: only };
  return fits.length === 0
    ? refuse('dst-gap')
    : refuse(
        'dst-fold',
        fits.sort((a, b) => a - b),
      );
}

function refuse(problem: InstantProblem, candidates: readonly Instant[] = []): ReadInstant {
  return { ok: false, problem, candidates };
}

function sameDate(wall: number, year: number, month: number, day: number): boolean {
  const date = new Date(wall);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function offsetMs(offset: string): number {
  if (/^(z|utc)$/i.test(offset)) return 0;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number.parseInt(digits.slice(0, 2), 10) * 60 + Number.parseInt(digits.slice(2), 10);
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}
