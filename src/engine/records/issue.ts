/** Where in an input something stands. Lines and columns count from 1, as editors do. */
export interface Origin {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** Path inside a JSON or YAML document, e.g. `/0/updates/3`. */
  readonly pointer?: string;
}

export type Severity = 'error' | 'warning' | 'note';

/** Something a person should know about the input. Codes are stable: they are listed in docs/issues.md. */
export interface Issue {
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence. */
  readonly message: string;
  readonly origin?: Origin;
  /** The text that is meant, cut to one line. */
  readonly excerpt?: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** What every parser and every engine phase returns: bad input is data, a thrown error is our bug. */
export interface Result<T> {
  readonly value: T;
  readonly issues: readonly Issue[];
}
