import { toText } from '../../../engine/values/exact.ts';
import { attachOther } from './attach-other.ts';
import { attachTiers } from './attach-tiers.ts';
import { findOtherCredits } from './find/other-credits.ts';
import { findTargets, type Target } from './find/targets.ts';
import { findTierLists } from './find/tier-lists.ts';
import { findTierTables, type WrittenRows } from './find/tier-tables.ts';
import type { Remark } from './found.ts';
import type { Passages } from './passages.ts';
import type { OpenPromise, ReadCommitment } from './promise.ts';

/** Brings targets and credits together: by the value that a table begins with, else by the order in the text. */
export function readCommitments(passages: Passages): {
  readonly commitments: readonly ReadCommitment[];
  readonly remarks: readonly Remark[];
} {
  const targets = findTargets(passages);
  const tables = findTierTables(passages);
  const rows = [...tables.rows, ...findTierLists(passages.passages)];
  const others = findOtherCredits(passages);
  const remarks = [...tables.remarks, ...others.remarks];
  const drafts = distinctTargets(targets);
  for (const each of distinctRows(rows)) attachTiers(each, drafts, remarks);
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
function unpaid(drafts: readonly OpenPromise[]): Remark[] {
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
function distinctTargets(targets: readonly Target[]): OpenPromise[] {
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
