import type { Exact } from '../values/exact.ts';
import type { Interval } from '../values/interval.ts';
import type { ChargeSelector } from './charge.ts';
import type { Origin } from './issue.ts';

/** The billing rows behind a sum, so that `explain` can show the lines themselves. */
export interface BillRows {
  readonly files: readonly string[];
  /** Rows that match one of the selectors. */
  readonly selectors: readonly ChargeSelector[];
  /** Rows of this billing month, or rows whose charge period touches this span. */
  readonly billingPeriod: Interval | null;
  readonly touching: Interval | null;
  readonly cost: 'BilledCost' | 'EffectiveCost' | 'ListCost';
}

/** How far a figure can be relied on. `assumed` spreads to everything that is computed from it. */
export type Grade = 'measured' | 'derived' | 'assumed';

/** A place in a contract: which document, which field, how well its text is known. */
export interface Clause {
  /** Terms id and edition, `aws/ec2@2022-05-25`. */
  readonly terms: string;
  /** Path of the field in the terms file, `commitments.instance.credits.tiered.tiers`. */
  readonly field: string;
  /** In our words, what the clause says. */
  readonly says: string;
  /** Evidence grade of the field, e.g. `vendor_page`, `third_party`, `negotiated`. */
  readonly grade: string;
  readonly url?: string;
  readonly origin?: Origin;
}

/** What a figure counts. A currency code (`USD`) is a unit of money. */
export type Unit =
  | 'seconds'
  | 'minutes'
  | 'hours'
  | 'gpu-hours'
  | 'gpus'
  | 'steps'
  | 'percent'
  | 'fraction'
  | 'rows'
  | 'count'
  | (string & {});

/**
 * A number with its derivation. `inputs` are the figures it was computed from; a leaf names its origin in a file, its
 * clause in a contract, or says in `formula` that it was assumed. Ids are dotted paths, unique within a report.
 */
export interface Figure {
  readonly id: string;
  readonly label: string;
  /** `null` is undetermined; `formula` then says why. It is never a stand-in for zero. */
  readonly value: Exact | null;
  readonly unit: Unit;
  /** How the value came about, in words and signs: `gpus × seconds ÷ 3600`. */
  readonly formula: string;
  readonly inputs: readonly Figure[];
  readonly grade: Grade;
  readonly clause?: Clause;
  readonly origin?: Origin;
  readonly rows?: BillRows;
}

/** Three readings of one amount. `base` is what the default readings give; `low` and `high` are the extremes of all. */
export interface Range {
  readonly low: Figure;
  readonly base: Figure;
  readonly high: Figure;
}

type FigureParts = Omit<Figure, 'inputs' | 'grade'> & { readonly inputs?: readonly Figure[] };

/** A figure read from a file or a contract. */
export function measured(parts: FigureParts): Figure {
  return build(parts, 'measured');
}

/** A figure computed from others: `assumed` if one of them is. */
export function derived(parts: FigureParts): Figure {
  return build(parts, 'derived');
}

/** A figure that nobody measured. `formula` says what was assumed. */
export function assumed(parts: FigureParts): Figure {
  return build(parts, 'assumed');
}

function build(parts: FigureParts, own: Grade): Figure {
  const inputs = parts.inputs ?? [];
  return { ...parts, inputs, grade: inputs.some((input) => input.grade === 'assumed') ? 'assumed' : own };
}

/** The figures a figure rests on, itself first, each once. Two different figures under one id are a bug and throw. */
export function closure(roots: Iterable<Figure>): Map<string, Figure> {
  const seen = new Map<string, Figure>();
  const queue = [...roots];
  // The queue grows while it is walked: taking from its front would move all the rest each time.
  for (const figure of queue) {
    const known = seen.get(figure.id);
    if (known && known !== figure && !sameFigure(known, figure))
      throw new Error(`two figures share the id ${figure.id}`);
    if (known) continue;
    seen.set(figure.id, figure);
    queue.push(...figure.inputs);
  }
  return seen;
}

function sameFigure(a: Figure, b: Figure): boolean {
  const sameValue = a.value === null || b.value === null ? a.value === b.value : a.value.equals(b.value);
  return sameValue && a.unit === b.unit && a.formula === b.formula && a.inputs.length === b.inputs.length;
}
