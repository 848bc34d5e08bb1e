import { type Exact, toText } from '../../../../engine/values/exact.ts';
import type { Place } from '../document.ts';
import type { Confidence } from '../found.ts';
import { PERCENT, readPercent } from '../numbers.ts';
import type { Passages, Sentence, TextTable } from '../passages.ts';

/** An uptime that a document promises, and where. */
export interface Target {
  readonly value: Exact;
  /** What it is promised for, where a table names it. */
  readonly name: string | null;
  readonly confidence: Confidence;
  readonly said: string;
  readonly place: Place;
  readonly order: number;
  readonly headings: readonly string[];
  readonly fromTable: boolean;
  /** The part of a service that a sentence speaks of: its network and its power are two promises. */
  readonly subject: string | null;
}

const UPTIME = String.raw`(?:up[- ]?time|availab\w*|functioning|functional|operational|accessible|reachable|function\b)`;
const PROMISE = new RegExp(
  [
    // Monthly Uptime Percentage of at least 99.95%; monthly availability of 99.9%; uptime: 99.9%
    String.raw`\b${UPTIME}[^.%;]{0,60}?\b(?:of|at|is|:|to)\s*(?:at\s+least\s+|no(?:t)?\s+less\s+than\s+|>=\s*|≥\s*)?(${PERCENT})`,
    // 99.9% uptime; 99.99% monthly availability; 99.5 percent or greater availability
    String.raw`(${PERCENT})\s*(?:\([^)]{0,30}\)\s*)?(?:or\s+(?:greater|higher|better)\s+)?(?:\w+\s+){0,3}?${UPTIME}`,
    // available at least 99.99% per month; available 99.9% of the time; functioning 99.9% of
    String.raw`\b${UPTIME}[^.%;]{0,90}?\s(?:at\s+least\s+)?(${PERCENT})\s*(?:of\s+(?:the\s+|any\s+)?(?:given\s+)?(?:time|month)|per\s+month|each\s+month|in\s+any)`,
    // Shared Hosting - 99.9% SLA; 97% guaranteed
    String.raw`(${PERCENT})\s*(?:\w+\s+){0,2}?(?:sla|guaranteed?)\b`,
    // Cloud Service ... 99% of the time
    String.raw`(${PERCENT})\s+of\s+(?:the\s+)?time\b`,
  ].join('|'),
  'gi',
);
const VERB =
  /\b(?:guarant\w+|commit\w*|warrant\w*|ensure\w*|promis\w+|will|shall|provides?|maintain|make|objective|target|sla|efforts?|endeavou?rs?)\b|:/i;
const STRONG =
  /\b(?:guarant\w+|commit\w*|warrant\w*|will (?:use|provide|be|make|ensure)|shall|at least|provides? a|sla\b)/i;
const NOT_A_PROMISE =
  /for example|in practical terms|e\.g\.|subtract\w* from 100|100% minus|assumed to be 100|formula|falls? below|drops? below|is below|(?<!no |not )less than|lower than|if (?:the )?[^,.]{0,60}(?:below|under)|beyond the|latency|error rate|throughput|durability|terminate|response|restor|example|multiplied/i;

const SUBJECT = /\b(network|power|hvac|hardware|infrastructure|storage|compute|database|control plane)\b/i;

export function findTargets({ sentences, tables }: Passages): readonly Target[] {
  return [...tables.flatMap(ofTable), ...sentences.flatMap(ofSentence)].sort((a, b) => a.order - b.order);
}

function ofSentence(sentence: Sentence): Target[] {
  const { plain, text, place, order, headings } = sentence;
  if (
    /\b(?:credit|refund)[^.]{0,60}%|%\s*(?:service\s+)?credit|=/.test(plain) ||
    (!plain.includes('%') && !/percent/i.test(plain))
  )
    return [];
  const targets: Target[] = [];
  const subject = SUBJECT.exec(plain)?.[1]?.toLowerCase() ?? null;
  for (const match of plain.matchAll(PROMISE)) {
    const value = readPercent(match.slice(1).find((group) => group !== undefined) ?? '');
    if (!value || value.compare(80) < 0 || targets.some((known) => known.value.equals(value))) continue;
    const around = plain.slice(Math.max(0, match.index - 160), match.index + match[0].length + 40);
    if (NOT_A_PROMISE.test(around) || /100\s*%?\s*[-x×*]|[x×*]\s*100/.test(around)) continue;
    const titled = plain.length < 70 && /guarant|commit|sla|uptime/i.test([plain, ...headings].join(' '));
    if (!VERB.test(plain) && !titled) continue;
    const confidence = STRONG.test(plain) || titled ? 'sure' : 'likely';
    targets.push({ value, name: null, confidence, said: text, place, order, headings, fromTable: false, subject });
  }
  // Two promises in one sentence are two levels, and which is whose is for a person.
  return targets.length > 1 ? targets.map((target) => ({ ...target, confidence: 'unsure' })) : targets;
}

/** A table of services and their percentages: one column names, one column promises, none pays. */
function ofTable({ rows, headings, leadIn, place, order }: TextTable): Target[] {
  const header = rows[0] ?? [];
  const around = [...headings, leadIn ?? '', ...header].join(' ');
  if (/credit|refund|compensat|latency|response/i.test(header.join(' ')) || !/uptime|availab|slo\b|sla\b/i.test(around))
    return [];
  const width = Math.max(...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) => {
    const body = rows.slice(1).map((row) => promised(row[column] ?? ''));
    return body.length > 0 && body.every((value) => value !== null);
  });
  const [column] = columns;
  if (column === undefined || columns.length > 1) return [];
  const names = Array.from({ length: width }, (_, at) => at).find(
    (at) => at !== column && rows.slice(1).every((row) => (row[at] ?? '') !== ''),
  );
  return rows.slice(1).map((row) => ({
    value: promised(row[column] ?? '') as Exact,
    name: names === undefined ? null : (row[names] ?? null),
    confidence: 'sure',
    said: row.join(' | '),
    place,
    order,
    headings,
    fromTable: true,
    subject: null,
  }));
}

const CELL =
  /^\s*(?:>\s*=|≥|at least|>)?\s*(\d{2,3}(?:[.,]\d{1,12})?)\s*(?:%|percent)?\s*(?:or (?:higher|more|above|greater))?\s*$/i;

function promised(cell: string): Exact | null {
  const number = CELL.exec(cell)?.[1];
  const value = number === undefined ? null : readPercent(number);
  return value && value.compare(80) >= 0 ? value : null;
}

export function sameValue(a: Target, b: Target): boolean {
  return toText(a.value) === toText(b.value);
}
