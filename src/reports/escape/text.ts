/**
 * Text on its way into a report. An object rather than a string, so that it cannot be joined into output by accident:
 * only the functions of this folder read `unescaped`.
 */
export interface Text {
  readonly unescaped: string;
  /** Graphemes that are shown; what is beyond is cut, with an ellipsis. */
  readonly longest: number;
}

/** Names, titles, ids: one line of a table at most. */
export const LONGEST_NAME = 200;
/** Sentences of our own making that carry names inside. */
export const LONGEST_SENTENCE = 1000;

export function asText(unescaped: string, longest: number = LONGEST_NAME): Text {
  return { unescaped, longest };
}
