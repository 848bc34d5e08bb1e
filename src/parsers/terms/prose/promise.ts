import { type Exact, toText } from '../../../engine/values/exact.ts';
import type { OtherCredit } from './find/other-credits.ts';
import type { Target } from './find/targets.ts';
import type { Found } from './found.ts';
import type { SettledTiers } from './settle-tiers.ts';

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

/** A promise while its target and its credit are brought together. */
export interface OpenPromise {
  readonly name: string | null;
  readonly target: Target | null;
  readonly headings: readonly string[];
  order: number;
  /** Of its table, where one table holds several. */
  column: number;
  credit: Found<ReadCredit> | null;
  /** Two places state its credit differently. */
  contradicted?: boolean;
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
