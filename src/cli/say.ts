import { relative } from 'node:path';
import { printIssues } from '../case/print-issues.ts';
import type { Issue } from '../engine/records/issue.ts';

/** Prints issues on stderr; nothing where there are none. */
export function sayIssues(issues: readonly Issue[], display?: (label: string) => string): void {
  const text = printIssues(issues, display);
  if (text !== '') process.stderr.write(`${text}\n`);
}

/** A file as its path from here, so that a terminal can open it; what is no file of the case keeps its label. */
export function displayName(paths: ReadonlyMap<string, string>, cwd = process.cwd()): (label: string) => string {
  return (label) => {
    const path = paths.get(label);
    return path === undefined ? label : relative(cwd, path) || label;
  };
}

/** https://no-color.org */
export function usesColor({ NO_COLOR = '', TERM }: NodeJS.ProcessEnv): boolean {
  return NO_COLOR === '' && TERM !== 'dumb';
}

export interface Progress {
  /** Undefined where nobody watches: then nothing need be measured either. */
  readonly show: ((says: string) => void) | undefined;
  readonly clear: () => void;
}

const CLEAR_LINE = '\r\u001b[2K';

/** One line on stderr that says what is being done: for people only, not in CI and not in a log file. */
export function showProgress(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): Progress {
  const watched = stream.isTTY === true && !environment.CI && environment.TERM !== 'dumb';
  const write = (text: string) => (watched ? stream.write(text) : undefined);
  return {
    show: watched ? (says) => void write(`${CLEAR_LINE}${says.slice(0, (stream.columns || 80) - 5)} ...`) : undefined,
    clear: () => void write(CLEAR_LINE),
  };
}
