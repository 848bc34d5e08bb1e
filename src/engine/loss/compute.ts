import { derived, type Figure } from '../records/figure.ts';
import { type Exact, sum } from '../values/exact.ts';

type Parts = Pick<Figure, 'id' | 'label' | 'unit' | 'formula'>;

/** A figure computed from others. It is undetermined where one of them is, and then gives that one's reason. */
export function compute(parts: Parts, inputs: readonly Figure[], of: (...values: Exact[]) => Exact): Figure {
  const missing = inputs.find((input) => input.value === null);
  if (missing) return derived({ ...parts, value: null, formula: reasonOf(missing), inputs });
  return derived({ ...parts, value: of(...inputs.map((input) => input.value as Exact)), inputs });
}

/** The sum of figures of one unit: undetermined where one of them is. */
export function total(parts: Omit<Parts, 'formula'>, inputs: readonly Figure[]): Figure {
  const formula = inputs.length === 0 ? 'nothing to add' : 'the sum of its inputs';
  return compute({ ...parts, formula }, inputs, (...values) => sum(values));
}

/** A figure that the records do not give. `because` completes the sentence. */
export function undetermined(parts: Omit<Parts, 'formula'>, because: string, inputs: readonly Figure[] = []): Figure {
  return derived({ ...parts, value: null, formula: `${PREFIX}${because}`, inputs });
}

/** Why a figure has no value. */
export function reasonOf(figure: Figure): string {
  return figure.formula.startsWith(PREFIX)
    ? figure.formula
    : `${PREFIX}${figure.label} is not known (${figure.formula})`;
}

const PREFIX = 'undetermined, because ';
