import type { Offset } from '../records/claim.ts';
import type { Bounds } from '../records/credit-rule.ts';
import type { Condition } from '../records/terms.ts';
import { type Exact, exact, toText } from '../values/exact.ts';

/** How the fields of a contract are said. Nothing is rounded: a bound that is not whole is written out. */

export const MONTH_MINUTES = exact(43_200);

/** A tag of a terms file as words. */
export function plainly(tag: string): string {
  return tag.replaceAll('_', ' ').replaceAll('-', ' ');
}

export function percent(value: Exact): string {
  return `${toText(value)} %`;
}

/** `a, b and c` */
export function listed(items: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

/** `1 hour`, `2.5 hours` */
export function counted(value: Exact, one: string, many = `${one}s`): string {
  return `${toText(value)} ${value.equals(1n) ? one : many}`;
}

/** Minutes as people say them: `4.32 min`, `3 h 36 min`, `5 h 2.4 min`. */
export function minutes(value: Exact): string {
  if (value.compare(120n) < 0) return `${toText(value)} min`;
  const hours = value.div(60n).floor();
  const rest = value.sub(hours.mul(60n));
  return rest.n === 0n ? `${toText(hours)} h` : `${toText(hours)} h ${toText(rest)} min`;
}

/** Seconds as minutes where they are whole minutes. */
export function seconds(value: Exact): string {
  const whole = value.div(60n);
  return whole.d === 1n && whole.n > 0n ? minutes(whole) : `${toText(value)} s`;
}

/** The downtime of a 30-day month that an uptime of this many percent leaves. */
export function leaves(uptime: Exact): Exact {
  return exact(100).sub(uptime).mul(MONTH_MINUTES).div(100n);
}

/** `99 % to below 99.5 %`, `below 95 %`, `10 min or more, up to 1 h` */
export function range({ ge, gt, lt, le }: Bounds, say: (value: Exact) => string): string {
  const low = ge ? say(ge) : gt ? `above ${say(gt)}` : null;
  const high = lt ? `below ${say(lt)}` : le ? `up to ${say(le)}` : null;
  if (low && high) return `${low} ${lt ? 'to' : 'and'} ${high}`;
  if (low) return ge ? `${low} or more` : low;
  return high ?? 'any';
}

/** The downtime of a 30-day month within these bounds of uptime. */
export function downtimeRange({ ge, gt, lt, le }: Bounds): string {
  const least = lt ? `more than ${minutes(leaves(lt))}` : le ? `${minutes(leaves(le))} or more` : null;
  const most = ge ? `up to ${minutes(leaves(ge))}` : gt ? `less than ${minutes(leaves(gt))}` : null;
  return [least, most].filter((part) => part !== null).join(', ') || 'any';
}

/** `disk is standard hdd or standard ssd, and zone type is local` */
export function condition(all: Condition): string {
  return Object.entries(all)
    .map(
      ([name, values]) =>
        `${plainly(name)} is ${listed(
          values.map((value) => value.replaceAll('_', ' ')),
          'or',
        )}`,
    )
    .join(', and ');
}

export function conditions(list: readonly Condition[], between: 'and' | 'or'): string {
  return list.map(condition).join(between === 'or' ? '; or ' : '; and ');
}

const UNITS: readonly (readonly [keyof Offset, string, string])[] = [
  ['billing_cycles', 'billing cycle', 'billing cycles'],
  ['calendar_months', 'calendar month', 'calendar months'],
  ['days', 'day', 'days'],
  ['hours', 'hour', 'hours'],
];

/** `30 days`, `5 business days`, `the end of the second billing cycle` */
export function offset(given: Offset, calendar: 'civil' | 'business' = 'civil'): string {
  const [key, one, many] = UNITS.find(([unit]) => given[unit] !== undefined) ?? ['days', 'day', 'days'];
  const amount = given[key] as Exact;
  const business = calendar === 'business' ? 'business ' : '';
  if (given.to === 'end') return `the end of the ${ordinal(amount)} ${one}`;
  return counted(amount, `${business}${one}`, `${business}${many}`);
}

const ORDINALS = ['same', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

function ordinal(value: Exact): string {
  return (value.d === 1n && ORDINALS[Number(value.n)]) || `${toText(value)}.`;
}

/** The first letter as a sentence has it. */
export function opened(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
