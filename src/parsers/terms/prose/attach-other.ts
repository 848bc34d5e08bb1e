import type { OtherCredit } from './find/other-credits.ts';
import type { Target } from './find/targets.ts';
import type { Confidence, Found } from './found.ts';
import { creditInWords, type OpenPromise, type ReadCredit } from './promise.ts';

/** Gives a credit that a sentence states to the promise made last before it. */
export function attachOther(credit: OtherCredit, drafts: OpenPromise[], targets: readonly Target[]): void {
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

function isNewMention(mention: Target | undefined, drafts: readonly OpenPromise[]): boolean {
  return (
    mention !== undefined &&
    mention.confidence === 'sure' &&
    drafts.every((draft) => draft.target?.order !== mention.order)
  );
}

function confidenceOf(value: ReadCredit): Confidence {
  if (value.rule === 'step') return value.partial === null ? 'likely' : 'sure';
  return 'likely';
}

function sameCredit(a: ReadCredit, b: ReadCredit): boolean {
  return creditInWords(a) === creditInWords(b);
}
