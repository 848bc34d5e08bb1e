import type { WrittenRange } from '../bounds.ts';
import { readRange } from '../bounds.ts';
import { readCredit, type WrittenCredit } from '../credit-text.ts';
import type { Place } from '../document.ts';
import type { Passage } from '../passages.ts';
import { CREDIT, type WrittenRows, wholeRange } from './tier-tables.ts';

/** A line, an item, or one clause of a paragraph. */
interface Unit {
  readonly text: string;
  readonly plain: string;
  readonly kind: Passage['kind'];
  readonly passage: Passage;
  readonly place: Place;
  /** Position among all units. */
  readonly at: number;
}

interface TierUnit {
  readonly range: WrittenRange;
  readonly credit: WrittenCredit;
  readonly unit: Unit;
}

/** Rows of uptime and credit in lists, in lines below each other, in the sentences and clauses of a paragraph. */
export function findTierLists(passages: readonly Passage[]): WrittenRows[] {
  const units = unitsOf(passages);
  const found: WrittenRows[] = [];
  let group: TierUnit[] = [];
  const close = () => {
    const [first] = group;
    if (first && isAboutCredits(first.unit, group, units)) {
      const { headings, place, order } = first.unit.passage;
      const said = group.map(({ unit }) => unit.text).join(' / ');
      const complete = isWholeGroup(group, units);
      const rows = group.map(({ range, credit }) => ({ range, credit }));
      found.push({
        rows,
        complete,
        spoken: true,
        of: '',
        label: null,
        guarantee: null,
        headings,
        said,
        place,
        order,
        column: 0,
      });
    }
    group = [];
  };
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] as Unit;
    const next = units[at + 1];
    const together = lineOf(unit.plain);
    const apart = together ?? (next ? twoLines(unit, next) : null);
    const last = group.at(-1)?.unit;
    if (last && unit.passage.order > last.passage.order + 2) close();
    if (!apart) {
      if (group.length > 0 && unit.kind !== 'heading') close();
      continue;
    }
    group.push({ ...apart, unit });
    if (!together) at += 1;
  }
  close();
  return found;
}

function unitsOf(passages: readonly Passage[]): Unit[] {
  const units: Unit[] = [];
  for (const passage of passages) {
    const parts = passage.sentences.flatMap(({ text, plain }) => clausesOf(text, plain));
    for (const { text, plain } of parts)
      units.push({ text, plain, kind: passage.kind, passage, place: passage.place, at: units.length });
  }
  return units;
}

/** `10% below 99.9%; 25% below 99%` is two rows. */
function clausesOf(text: string, plain: string): { readonly text: string; readonly plain: string }[] {
  if (!/;\s/.test(plain) || !/\d\s*%/.test(plain)) return [{ text, plain }];
  const cuts = [0, ...[...plain.matchAll(/;\s+(?:and\s+|or\s+)?/g)].map((match) => match.index + match[0].length)];
  return cuts.map((begin, index) => {
    const end = cuts[index + 1] ?? plain.length;
    return { text: text.slice(begin, end), plain: plain.slice(begin, end).replace(/;\s*(?:and|or)?\s*$/, '') };
  });
}

const IF = /^(.{0,120}?\b\d[^.]{0,60}?)\s+(?:if|when|where|in case|for)\s+(.{4,160})$/i;

function lineOf(line: string): { readonly range: WrittenRange; readonly credit: WrittenCredit } | null {
  if (line.length > 300) return null;
  const read = readRange(line);
  if (read) {
    const credit = readCredit(read.rest.replace(/^[\s:;,.)=>-]+/, '').replace(/^then\s+/i, ''));
    return credit.kind === 'other' ? null : { range: read.range, credit };
  }
  // "a credit of 10% if the monthly uptime is below 99.9%"
  const turned = IF.exec(line);
  const range = turned ? wholeRange((turned[2] ?? '').replace(/[.;,]+$/, ''), false) : null;
  const credit = turned ? readCredit(turned[1] ?? '') : null;
  return range && credit && credit.kind !== 'other' ? { range, credit } : null;
}

function twoLines(unit: Unit, next: Unit): { readonly range: WrittenRange; readonly credit: WrittenCredit } | null {
  if (next.passage.order !== unit.passage.order + 1 || next.plain.length > 80) return null;
  const range = wholeRange(unit.plain, false);
  const credit = readCredit(next.plain);
  return range && credit.kind !== 'other' ? { range, credit } : null;
}

/** Whether the units around a group are other text: a neighbor with two percentages is a row that was not understood. */
function isWholeGroup(group: readonly TierUnit[], units: readonly Unit[]): boolean {
  const places = group.map(({ unit }) => unit.at);
  const kinds = new Set(group.map(({ unit }) => unit.kind));
  const near = units.slice(Math.max(0, Math.min(...places) - 1), Math.max(...places) + 3);
  return near.every(({ at, kind, plain }) => {
    const isOther = places.includes(at) || !kinds.has(kind) || (kind !== 'item' && plain.length > 200);
    return isOther || (plain.match(/\d\s*(?:%|percent\b)/g)?.length ?? 0) < 2;
  });
}

function isAboutCredits(first: Unit, group: readonly TierUnit[], units: readonly Unit[]): boolean {
  const above = units.slice(Math.max(0, first.at - 4), first.at).map(({ plain }) => plain);
  const { headings, leadIn } = first.passage;
  const around = [...headings, leadIn ?? '', ...above, ...group.map(({ unit }) => unit.plain)].join(' ');
  const isExample = /\b(?:example|illustrat\w+|for instance)\b/i.test(
    [headings.at(-1) ?? '', leadIn ?? '', ...above.slice(-1)].join(' '),
  );
  return !isExample && CREDIT.test(around) && group.some(({ credit }) => credit.kind === 'percent');
}
