import type { Place } from './document.ts';

/**
 * How well a rule's pattern leaves no other reading: `sure` where the words are those that contracts use for this and
 * nothing else, `likely` where something was concluded, `unsure` where it is offered for a person to decide.
 */
export type Confidence = 'sure' | 'likely' | 'unsure';

/** A value with the sentence that says it. */
export interface Found<Value> {
  readonly value: Value;
  readonly confidence: Confidence;
  readonly said: string;
  readonly place: Place;
}

/** Something that a person should look at: a contradiction, a gap, a clause that was seen and not read. */
export interface Remark {
  readonly code: 'contradiction' | 'ambiguous' | 'not-read';
  readonly message: string;
  readonly said: string;
  readonly place: Place;
}

const ORDER: Readonly<Record<Confidence, number>> = { sure: 0, likely: 1, unsure: 2 };

export function lesser(a: Confidence, b: Confidence): Confidence {
  return ORDER[a] >= ORDER[b] ? a : b;
}

interface Source {
  readonly text: string;
  readonly place: Place;
}

export function found<Value>(value: Value, confidence: Confidence, { text, place }: Source): Found<Value> {
  return { value, confidence, said: text, place };
}

export function remark(code: Remark['code'], message: string, { text, place }: Source): Remark {
  return { code, message, said: text, place };
}

export interface Choice<Value> {
  readonly chosen: Found<Value> | null;
  readonly remarks: readonly Remark[];
}

/**
 * The value that is said best. Where two sentences say different things equally well, neither is chosen: a person has
 * to decide.
 *
 * @param what the field, for the remark
 */
export function choose<Value>(
  what: string,
  candidates: readonly Found<Value>[],
  inWords: (value: Value) => string = String,
): Choice<Value> {
  const best = Math.min(...candidates.map(({ confidence }) => ORDER[confidence]));
  const top = candidates.filter(({ confidence }) => ORDER[confidence] === best);
  const [first] = top;
  if (!first) return { chosen: null, remarks: [] };
  const other = top.find(({ value }) => inWords(value) !== inWords(first.value));
  if (!other) return { chosen: first, remarks: [] };
  const message = `${what} is ${inWords(first.value)} in one place and ${inWords(other.value)} in another.`;
  return {
    chosen: null,
    remarks: [
      { code: 'contradiction', message, said: first.said, place: first.place },
      { code: 'contradiction', message, said: other.said, place: other.place },
    ],
  };
}
