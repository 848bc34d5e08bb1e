import { type Exact, toText, ZERO } from '../../../engine/values/exact.ts';
import type { Edge } from './bounds.ts';
import { findOtherCredits, type OtherCredit } from './find/other-credits.ts';
import { findTargets, type Target } from './find/targets.ts';
import { findTierRows, type WrittenRows } from './find/tier-tables.ts';
import { type Confidence, type Found, lesser, type Remark } from './found.ts';
import type { Passages } from './passages.ts';
import { type SettledTiers, settleTiers, type WrittenTier } from './settle-tiers.ts';

/** One promise as it was read: what is promised, and what a miss of it pays. */
export interface ReadCommitment {
  readonly name: string | null;
  readonly target: Found<Exact> | null;
  readonly credit: Found<ReadCredit> | null;
}

export type ReadCredit =
  | {
      readonly rule: 'tiers';
      readonly tiers: SettledTiers;
      /** What the percentages are of, as the cells say; empty where they do not. */
      readonly of: string;
    }
  | Omit<Extract<OtherCredit, { rule: 'step' }>, 'said' | 'place' | 'order' | 'headings'>
  | Omit<Extract<OtherCredit, { rule: 'multiplier' }>, 'said' | 'place' | 'order' | 'headings'>
  | { readonly rule: 'pro_rata' };

interface Draft {
  readonly name: string | null;
  readonly target: Target | null;
  readonly headings: readonly string[];
  order: number;
  /** Of its table, where one table holds several. */
  column: number;
  credit: Found<ReadCredit> | null;
}

/** Brings targets and credits together: by the value that a table begins with, else by the order in the text. */
export function readCommitments(passages: Passages): {
  readonly commitments: readonly ReadCommitment[];
  readonly remarks: readonly Remark[];
} {
  const targets = findTargets(passages);
  const written = findTierRows(passages);
  const others = findOtherCredits(passages);
  const remarks = [...written.remarks, ...others.remarks];
  const drafts = distinctTargets(targets);
  for (const rows of distinctRows(written.rows)) attachRows(rows, drafts, remarks);
  for (const credit of others.credits) attachOther(credit, drafts, targets);
  remarks.push(...unpaid(drafts));
  const ordered = drafts.sort((a, b) => a.order - b.order || a.column - b.column);
  return {
    remarks,
    commitments: ordered.map(({ name, target, credit, headings }) => ({
      name: name ?? (ordered.length > 1 ? (headings.at(-1) ?? null) : null),
      target: target && { value: target.value, confidence: target.confidence, said: target.said, place: target.place },
      credit,
    })),
  };
}

/** Two promises and a credit for one of them: two levels, or one promise told in two ways. */
function unpaid(drafts: readonly Draft[]): Remark[] {
  const without = drafts.filter(({ credit, target }) => credit === null && target !== null);
  const paid = drafts.some(({ credit }) => credit !== null);
  return paid || without.length > 1
    ? without.map(({ target }) => {
        const { value, said, place } = target as Target;
        const message = `${toText(value)} % is promised beside another target, and no credit for it was read.`;
        return { code: 'ambiguous' as const, message, said, place };
      })
    : [];
}

/** The same number promised again is the same promise, but rows of a table are promises of their own. */
function distinctTargets(targets: readonly Target[]): Draft[] {
  const tabled = targets.filter(({ fromTable }) => fromTable);
  const spoken = targets.filter((target, index) => {
    if (target.fromTable || tabled.some((other) => other.value.equals(target.value))) return false;
    const same = targets.filter((other) => !other.fromTable && isSamePromise(other, target));
    const best = same.find(({ confidence }) => confidence === 'sure') ?? same[0];
    return targets.indexOf(best as Target) === index;
  });
  // What a table does not promise and a sentence only seems to is left out beside it.
  const kept = tabled.length > 0 ? spoken.filter(({ confidence }) => confidence === 'sure') : spoken;
  return [...tabled, ...kept].map((target) => ({
    name: target.name,
    target,
    headings: target.headings,
    order: target.order,
    column: 0,
    credit: null,
  }));
}

function isSamePromise(a: Target, b: Target): boolean {
  return a.value.equals(b.value) && (a.subject === null || b.subject === null || a.subject === b.subject);
}

/** Pages show some tables twice, for narrow screens. */
function distinctRows(all: readonly WrittenRows[]): readonly WrittenRows[] {
  const key = ({ said, label }: WrittenRows) => `${label ?? ''} ${said}`;
  return all.filter((rows, index) => all.findIndex((other) => key(other) === key(rows)) === index);
}

function attachRows(written: WrittenRows, drafts: Draft[], remarks: Remark[]): void {
  const { said, place } = written;
  const proRata = written.rows.length === 1 && written.rows[0]?.credit.kind === 'pro_rata';
  const unread =
    !written.complete ||
    written.rows.some(({ credit }) => credit.kind === 'other' || (credit.kind === 'pro_rata' && !proRata));
  const more = written.rows.some(({ credit }) => credit.kind === 'percent' && credit.more);
  if (more)
    remarks.push({
      code: 'not-read',
      message: 'A row pays something besides its percentage, which was not read.',
      said,
      place,
    });
  const top = topOf(written);
  const promised = drafts.length === 0 || drafts.some((draft) => top !== null && draft.target?.value.equals(top));
  const target = written.guarantee ?? (promised ? top : null);
  const paying = written.rows.flatMap((row) => tierOf(row, target));
  const tiers = unread || paying.every(({ percent }) => percent.n === 0n) ? null : settleTiers(paying, target);
  if (!tiers && !proRata) {
    const message = 'A table of credits was seen and its rows could not be told apart: it was not read.';
    remarks.push({ code: 'not-read', message, said, place });
  }
  const beside = written.rows.map(({ credit }) => (credit.kind === 'percent' ? credit.of : ''));
  const of = beside.find((text) => text !== '') ?? written.of;
  const value: ReadCredit | null = proRata ? { rule: 'pro_rata' } : tiers && { rule: 'tiers', tiers, of };
  const confidence = more ? 'unsure' : (tiers?.confidence ?? 'sure');
  const credit = value && { value, confidence, said, place };
  const owners = ownersOf(written, target, drafts);
  for (const owner of owners) {
    owner.credit = credit;
    owner.order = Math.min(owner.order, written.order);
    owner.column = written.column;
  }
  if (owners.length === 0)
    drafts.push({
      name: written.label,
      target: target && asTarget(target, written, written.guarantee ? 'sure' : 'likely'),
      headings: written.headings,
      order: written.order,
      column: written.column,
      credit,
    });
}

/** A row that says `n/a` pays nothing; one at the target or above it is no row at all. */
function tierOf({ range, credit }: WrittenRows['rows'][number], target: Exact | null): WrittenTier[] {
  if (credit.kind === 'percent') return [{ range, percent: credit.percent }];
  const below = range.high !== null && (target === null || range.high.at.compare(target) <= 0);
  return credit.kind === 'none' && below ? [{ range, percent: ZERO }] : [];
}

function asTarget(value: Exact, { said, place, order, headings }: WrittenRows, confidence: Confidence): Target {
  return { value, name: null, confidence, said, place, order, headings, fromTable: false, subject: null };
}

/** The uptime above which a table pays nothing: where its best row ends. */
function topOf({ rows }: WrittenRows): Exact | null {
  const met = rows.find(({ credit, range }) => credit.kind === 'none' && range.low && !range.high);
  if (met?.range.low) return met.range.low.at;
  const tops = rows.filter(({ credit }) => credit.kind !== 'none').map(({ range }) => range.high);
  if (tops.length === 0 || tops.some((edge) => edge === null)) return null;
  const [best] = [...(tops as Edge[])].sort((a, b) => b.at.compare(a.at));
  return best && best.holds !== true ? best.at : null;
}

function ownersOf(written: WrittenRows, top: Exact | null, drafts: readonly Draft[]): readonly Draft[] {
  const free = drafts.filter(({ credit }) => credit === null);
  const byValue = top ? free.filter(({ target }) => target?.value.equals(top)) : [];
  if (byValue.length > 0) return byValue;
  if (written.guarantee !== null) return [];
  const only = drafts.length === 1 ? drafts[0] : undefined;
  const reach = highest(written);
  // `94.9% - 90%` under a promise of 95 %: the table begins just below it.
  if (only && only.credit === null && (!reach || !only.target || reach.compare(only.target.value) <= 0)) return [only];
  const before = free.filter(
    ({ order, target }) => order <= written.order && reach && target && reach.compare(target.value) <= 0,
  );
  const nearest = before.at(-1);
  return nearest ? [nearest] : [];
}

function highest({ rows }: WrittenRows): Exact | null {
  const edges = rows.flatMap(({ range, credit }) => (credit.kind === 'none' || !range.high ? [] : [range.high.at]));
  return edges.sort((a, b) => b.compare(a))[0] ?? null;
}

function attachOther(credit: OtherCredit, drafts: Draft[], targets: readonly Target[]): void {
  const { said, place, order, headings, ...value } = credit;
  const found: Found<ReadCredit> = { value, confidence: confidenceOf(value), said, place };
  if (drafts.some((draft) => draft.credit?.value.rule === 'tiers' && order !== draft.order)) return;
  const previous = Math.max(
    -1,
    ...drafts.flatMap((draft) => (draft.credit && draft.order < order ? [draft.order] : [])),
  );
  const mention = targets.filter((target) => target.order <= order && !target.fromTable).at(-1);
  const owner = drafts.filter((draft) => draft.order <= order && draft.target !== null).at(-1);
  if (owner && owner.credit === null) {
    owner.credit = found;
    return;
  }
  if (drafts.some((draft) => draft.credit && sameCredit(draft.credit.value, value) && !isNewMention(mention, drafts)))
    return;
  const isNew = mention !== undefined && mention.order > previous && isNewMention(mention, drafts);
  drafts.push({
    name: null,
    target: isNew ? mention : null,
    headings,
    order: isNew ? mention.order : order,
    column: 0,
    credit: found,
  });
}

function isNewMention(mention: Target | undefined, drafts: readonly Draft[]): boolean {
  return (
    mention !== undefined &&
    mention.confidence === 'sure' &&
    drafts.every((draft) => draft.target?.order !== mention.order)
  );
}

function confidenceOf(value: ReadCredit): Confidence {
  if (value.rule === 'step') return value.partial === null ? 'likely' : 'sure';
  return lesser('likely', 'sure');
}

function sameCredit(a: ReadCredit, b: ReadCredit): boolean {
  return creditInWords(a) === creditInWords(b);
}

/** `tiers [99,99.9):10 (,99):25`: short, and the same for the same rule. */
export function creditInWords(credit: ReadCredit): string {
  if (credit.rule === 'pro_rata') return 'pro_rata';
  if (credit.rule === 'multiplier') return `multiplier ${toText(credit.multiplier)} ${credit.duration}`;
  if (credit.rule === 'step')
    return `step ${toText(credit.percent)}% per ${credit.sizeS} s ${credit.partial ?? 'unstated'}, grace ${credit.graceS}`;
  const rows = credit.tiers.rows.map(({ ge, gt, lt, le, percent }) => {
    const low = ge ? `[${toText(ge)}` : gt ? `(${toText(gt)}` : '(';
    const high = lt ? `${toText(lt)})` : le ? `${toText(le)}]` : ')';
    return `${low},${high}:${toText(percent)}`;
  });
  return `tiers ${rows.join(' ')}`;
}
