import type { Exact } from '../../../../engine/values/exact.ts';
import { type Found, found, type Remark } from '../found.ts';
import { COUNT, PERCENT, readCount, readPercent } from '../numbers.ts';
import type { Passages, Sentence } from '../passages.ts';

export type MetricKind =
  | 'unavailable_minutes'
  | 'downtime_periods'
  | 'failed_intervals'
  | 'mean_interval_error'
  | 'request_ratio';

/** How downtime is measured, as sentences define it. */
export interface FoundMetric {
  readonly kinds: readonly Found<MetricKind>[];
  readonly intervals: readonly Found<number>[];
  readonly runs: readonly Found<{ readonly seconds: number; readonly strict: boolean }>[];
  readonly partial: readonly Found<'drop' | 'count'>[];
  readonly errorRates: readonly Found<Exact>[];
  readonly remarks: readonly Remark[];
}

const SECONDS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600 };
const SPAN = String.raw`(${COUNT})[\s-]*(second|minute|hour)s?`;

const RUN = new RegExp(
  [
    String.raw`\b(${COUNT})\s*(?:\+|or\s+more|or\s+longer)\s*(?:consecutive|continuous|contiguous|sequential)?\s*(second|minute|hour)s?\b`,
    String.raw`(?:at\s+least|minimum\s+of)\s+${SPAN}`,
    String.raw`\b(?:more|longer|greater)\s+than\s+${SPAN}`,
    String.raw`\bexceed(?:s|ing)?\s+${SPAN}`,
  ].join('|'),
  'i',
);
const DOWN = /\b(?:downtime|unavailab\w*|outage|inaccessib\w*|interruption|fail\w*)\b/i;
const INTERVAL_SHARE = new RegExp(String.raw`percentage\s+of\s+${SPAN}\s*(?:period|interval)s?`, 'i');
const ALL_FAIL = new RegExp(
  String.raw`\ball\s+(?:of\s+)?(?:\w+\s+){0,6}?(?:requests|attempts|connections|pings)\b[^.]{0,140}?\bfail(?:s|ed|ing)?\b[^.]{0,40}?\b(?:during|within|in|for)\s+(?:a|an|any|that|the|each)?\s*(?:${SPAN}|minute)`,
  'i',
);
const MINUTE_FAILS =
  /\ba\s+minute\s+is\s+(?:considered\s+|deemed\s+)?(?:to be\s+)?unavailable[^.]{0,80}\bif\s+all\b|\ball\b[^.]{0,160}\bwithin\s+(?:the|that|a)\s+minute\s+fail/i;
const ERROR_RATE = new RegExp(String.raw`\berror rate\b[^.]{0,200}?\b${SPAN}\s*(?:interval|period)`, 'i');
const AVERAGE = /\baverage\b[^.]{0,60}\berror rate|\berror rates?\b[^.]{0,60}\baverage/i;
const RATIO =
  /\b(?:requests|transactions|attempts|builds|calls|jobs|queries|operations)\b[^.]{0,200}\bdivided by\b[^.]{0,80}\b(?:total|number|all)\b[^.]{0,60}\b(?:requests|transactions|attempts|builds?|calls|jobs|queries|operations)\b/i;
const MINUTES =
  /\bminutes?\b[^.]{0,160}?(?:\bless\b|\bminus\b|\bsubtract\w*\b|\bdivided by\b|\s-\s|\/)|percentage of (?:the )?(?:total )?minutes|subtracting from 100%[^.]{0,60}minutes/i;
const ERROR_ABOVE = new RegExp(
  String.raw`\berror rate\b[^.]{0,60}?\b(?:greater|more|higher)\s+than\s+(${PERCENT})`,
  'i',
);
const PARTIAL_DROP =
  /\bpartial\s+(?:minutes?|intervals?)\b[^.]{0,120}\bnot\b|\bnot\b[^.]{0,60}\bpartial\s+(?:minutes|intervals)/i;

export function findMetric({ sentences }: Passages): FoundMetric {
  const kinds: Found<MetricKind>[] = [];
  const intervals: Found<number>[] = [];
  const runs: FoundMetric['runs'][number][] = [];
  const partial: Found<'drop' | 'count'>[] = [];
  const errorRates: Found<Exact>[] = [];
  for (const sentence of sentences) {
    const { plain } = sentence;
    if (isAside(plain)) continue;
    const run = readRun(sentence);
    if (run) runs.push(found(run, 'sure', sentence));
    if (PARTIAL_DROP.test(plain)) partial.push(found('drop', 'sure', sentence));
    const above = ERROR_ABOVE.exec(plain);
    const rate = above ? readPercent(above[1] ?? '') : null;
    if (rate) errorRates.push(found(rate, 'sure', sentence));
    const kind = kindOf(sentence, run !== null);
    if (kind) kinds.push(found(kind.kind, kind.sure ? 'sure' : 'likely', sentence));
    if (kind?.intervalS) intervals.push(found(kind.intervalS, 'sure', sentence));
  }
  return { kinds: strongest(kinds), intervals, runs, partial, errorRates, remarks: [] };
}

/** What is about support, deployment or the whole service rather than about downtime. */
function isAside(plain: string): boolean {
  return (
    /\b(?:support|respon[ds]|ticket|deployed for|have been up|for example|no more than \d+ minutes of)\b/i.test(
      plain,
    ) && !/\bdowntime\b[^.]{0,40}\bmeans\b/i.test(plain)
  );
}

function kindOf(
  { plain }: Sentence,
  hasRun: boolean,
): { readonly kind: MetricKind; readonly sure: boolean; readonly intervalS?: number } | null {
  if (RATIO.test(plain)) return { kind: 'request_ratio', sure: true };
  const error = ERROR_RATE.exec(plain);
  if (error && !/\bminute\b[^.]{0,30}\bgreater than\b/i.test(plain))
    return { kind: 'mean_interval_error', sure: AVERAGE.test(plain), intervalS: spanOf(error[1], error[2]) };
  const share = INTERVAL_SHARE.exec(plain);
  if (share) return { kind: 'failed_intervals', sure: true, intervalS: spanOf(share[1], share[2]) };
  if (MINUTE_FAILS.test(plain)) return { kind: 'failed_intervals', sure: true, intervalS: 60 };
  const all = ALL_FAIL.exec(plain);
  if (all && !hasRun)
    return { kind: 'failed_intervals', sure: true, intervalS: all[1] === undefined ? 60 : spanOf(all[1], all[2]) };
  if (/\bdowntime period"?\s*"?\s*means\b/i.test(plain) || (/\bdowntime periods?\b/i.test(plain) && hasRun))
    return { kind: 'downtime_periods', sure: true };
  if (MINUTES.test(plain) && /uptime|availab|downtime/i.test(plain))
    return {
      kind: /downtime periods?/i.test(plain) ? 'downtime_periods' : 'unavailable_minutes',
      sure: false,
    };
  return null;
}

const RANK: readonly MetricKind[] = [
  'request_ratio',
  'mean_interval_error',
  'failed_intervals',
  'downtime_periods',
  'unavailable_minutes',
];

/** A formula in minutes stands beside the finer definition of an unavailable minute; the finer one says how it is counted. */
function strongest(kinds: readonly Found<MetricKind>[]): readonly Found<MetricKind>[] {
  const best = RANK.find((kind) => kinds.some(({ value }) => value === kind));
  return kinds.filter(({ value }) => value === best);
}

function readRun({ plain }: Sentence): { readonly seconds: number; readonly strict: boolean } | null {
  if (!DOWN.test(plain) || /\b(?:credit for each|each additional|advance|notice|within)\b/i.test(plain)) return null;
  const match = RUN.exec(plain);
  if (!match) return null;
  const groups = [1, 3, 5, 7].find((group) => match[group] !== undefined) ?? 0;
  const seconds = spanOf(match[groups], match[groups + 1]);
  return seconds === undefined ? null : { seconds, strict: groups >= 5 };
}

function spanOf(count: string | undefined, unit: string | undefined): number | undefined {
  const number = readCount(count ?? '');
  const length = SECONDS[(unit ?? '').toLowerCase()];
  return number === null || length === undefined ? undefined : number * length;
}
