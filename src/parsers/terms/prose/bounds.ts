import type { Exact } from '../../../engine/values/exact.ts';
import { readPercent } from './numbers.ts';

/** A row's range of uptime as it is written. An edge is null where the row has none. */
export interface WrittenRange {
  readonly low: Edge | null;
  readonly high: Edge | null;
}

export interface Edge {
  readonly at: Exact;
  /** null: a dash between two numbers does not say whether they belong to it. */
  readonly holds: boolean | null;
}

export interface ReadRange {
  readonly range: WrittenRange;
  /** What stands behind it. */
  readonly rest: string;
}

/** Whole numbers only: `90.0` is never read as 9 and 0.0. */
const NUMBER = String.raw`(?<![\d.,])\d{1,3}(?:[.,]\d{1,12})?(?![.,]?\d)`;
const LOW_HOLDS = String.raw`(?:>\s*=|=\s*>|≥|⩾|(?:is\s+)?(?:greater|higher|more)\s+than\s+or\s+equal(?:s)?(?:\s+to)?|(?:is\s+)?equals?(?:\s+to)?\s+or\s+(?:greater|higher|more|above)(?:\s+than)?|(?:greater|higher)\s+or\s+equal(?:\s+to)?|at\s+or\s+above|at\s+least|(?:not|no)\s+less\s+than|minimum\s+of)`;
const LOW_OPEN = String.raw`(?:>|(?:is\s+)?(?:greater|higher|more)\s+than|above|over|exceeds|exceeding)`;
const HIGH_HOLDS = String.raw`(?:<\s*=|=\s*<|≤|⩽|(?:is\s+)?(?:less|lower)\s+than\s+or\s+equal(?:s)?(?:\s+to)?|(?:is\s+)?equals?(?:\s+to)?\s+or\s+(?:less|lower|below)(?:\s+than)?|at\s+or\s+below|up\s+to|(?:not|no)\s+more\s+than)`;
const HIGH_OPEN = String.raw`(?:<|(?:is\s+)?(?:less|lower|fewer)\s+than|(?:is\s+|falls?\s+|drops?\s+)?below|(?:falls?\s+|drops?\s+)?under)`;
const COMPARATOR = `(?:(${LOW_HOLDS})|(${HIGH_HOLDS})|(${LOW_OPEN})|(${HIGH_OPEN}))`;
const VALUE = `(${NUMBER})\\s*(%|percent\\b|per cent\\b)?`;
const JOIN = String.raw`\s*,?\s*(?:but|and|to|through|until|down\s+to|-|,|&)*\s*(?:also\s+|is\s+)?`;
const AFTER = String.raw`(?:\s*(?:or|and)\s+(higher|above|greater|more|better|lower|below|less|under))?`;

const PAIR = new RegExp(`^${COMPARATOR}?\\s*${VALUE}${JOIN}${COMPARATOR}?\\s*${VALUE}`, 'i');
const SINGLE = new RegExp(`^${COMPARATOR}?\\s*${VALUE}${AFTER}`, 'i');
const PREFIX =
  /^(?:if\s+)?(?:the\s+)?(?:an?\s+)?(?:(?:actual|achieved|monthly|total|annual|quarterly|service|measured|uptime|availability|percentage|rate|level|of|is|was|between|from|for|with|falls|drops)\s*:?\s+)*/i;

/**
 * Reads a range at the beginning of a text: `Less than 99.9% but equal to or greater than 99.0%`, `99.0% - < 99.9%`,
 * `95.0% to 99.0%`, `Below 95%`, `99% or higher`. `null` where it begins with none; a bare number is none.
 *
 * @param bare whether numbers without a percent sign are percentages here (a column says so)
 */
export function readRange(text: string, bare = false): ReadRange | null {
  const body = text.replace(PREFIX, '');
  const pair = PAIR.exec(body);
  if (pair) {
    const range = ofPair(pair, bare);
    if (range) return { range, rest: body.slice(pair[0].length) };
  }
  const single = SINGLE.exec(body);
  if (!single || (!bare && single[6] === undefined)) return null;
  const at = readPercent(single[5] ?? '');
  const range = at && (sideOf(single, 1, at) ?? sideAfter(single[7], at));
  return range ? { range, rest: body.slice(single[0].length) } : null;
}

function ofPair(match: RegExpExecArray, bare: boolean): WrittenRange | null {
  const [first, second] = [readPercent(match[5] ?? ''), readPercent(match[11] ?? '')];
  if (!first || !second || first.equals(second)) return null;
  if (!bare && match[6] === undefined && match[12] === undefined) return null;
  const a = sideOf(match, 1, first);
  const b = sideOf(match, 7, second);
  if (a && b) {
    const range = { low: a.low ?? b.low, high: a.high ?? b.high };
    return range.low && range.high && range.low.at.compare(range.high.at) < 0 ? range : null;
  }
  const [low, high] = first.compare(second) < 0 ? [first, second] : [second, first];
  // `99.0% - < 99.9%`: the sign belongs to its own number, and the other one is where the range begins or ends.
  const lowEdge = a?.low ?? b?.low ?? { at: low, holds: (a ?? b) ? true : null };
  const highEdge = a?.high ?? b?.high ?? { at: high, holds: (a ?? b) ? true : null };
  return lowEdge.at.equals(low) && highEdge.at.equals(high) ? { low: lowEdge, high: highEdge } : null;
}

/** @param group number of the first of the four comparators in the match */
function sideOf(match: RegExpExecArray, group: number, at: Exact): WrittenRange | null {
  if (match[group] !== undefined) return { low: { at, holds: true }, high: null };
  if (match[group + 1] !== undefined) return { low: null, high: { at, holds: true } };
  if (match[group + 2] !== undefined) return { low: { at, holds: false }, high: null };
  return match[group + 3] === undefined ? null : { low: null, high: { at, holds: false } };
}

function sideAfter(word: string | undefined, at: Exact): WrittenRange | null {
  if (word === undefined) return null;
  return /lower|below|less|under/i.test(word)
    ? { low: null, high: { at, holds: true } }
    : { low: { at, holds: true }, high: null };
}
