import { type Exact, toText, ZERO } from '../../../engine/values/exact.ts';
import type { Edge } from './bounds.ts';
import type { Target } from './find/targets.ts';
import type { WrittenRows } from './find/tier-tables.ts';
import type { Confidence, Found, Remark } from './found.ts';
import type { OpenPromise, ReadCredit } from './promise.ts';
import { type SettledTiers, settleTiers, type WrittenTier } from './settle-tiers.ts';

/** Gives the rows of a table or a list to the promise that they are for; where there is none, they are one. */
export function attachTiers(written: WrittenRows, drafts: OpenPromise[], remarks: Remark[]): void {
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
  const told = drafts.find((draft) => isToldAgain(written, tiers, draft));
  if (told) {
    if (tiers && told.credit?.value.rule === 'tiers' && !agrees(tiers, told.credit.value.tiers))
      contradict(told, written, remarks);
    return;
  }
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

/** What stands beside the table of a promise: the same rows in a sentence, or a second table in its section. */
function isToldAgain(
  written: WrittenRows,
  tiers: SettledTiers | null,
  { credit, target, headings }: OpenPromise,
): boolean {
  if (credit?.value.rule !== 'tiers' || written.guarantee !== null || written.label !== null) return false;
  const top = tiers?.rows[0];
  const same = top !== undefined && target !== null && (top.lt ?? top.le)?.equals(target.value) === true;
  return same && (written.spoken || written.headings.join() === headings.join());
}

/** A sentence may repeat a part of a table; every row it states must be a row there. */
function agrees(told: SettledTiers, before: SettledTiers): boolean {
  return told.rows.every(({ lt, le, percent }) =>
    before.rows.some((row) => toEdge(row.lt, row.le) === toEdge(lt, le) && row.percent.equals(percent)),
  );
}

function toEdge(lt: Exact | null, le: Exact | null): string {
  return toText(lt ?? le ?? ZERO);
}

/** Neither of two tables is taken. */
function contradict(told: OpenPromise, { said, place }: WrittenRows, remarks: Remark[]): void {
  const before = told.credit as Found<ReadCredit>;
  const message = 'Two places give different credits for the same promise; neither was taken.';
  remarks.push({ code: 'contradiction', message, said: before.said, place: before.place });
  remarks.push({ code: 'contradiction', message, said, place });
  told.credit = null;
  told.contradicted = true;
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

function ownersOf(written: WrittenRows, top: Exact | null, drafts: readonly OpenPromise[]): readonly OpenPromise[] {
  const free = drafts.filter(({ credit, contradicted }) => credit === null && !contradicted);
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
