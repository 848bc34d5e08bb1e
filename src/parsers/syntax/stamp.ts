import type { Issue, Origin } from '../../engine/records/issue.ts';
import {
  formatInstant,
  type Instant,
  type InstantProblem,
  type ReadInstant,
  readInstant,
} from '../../engine/values/instant.ts';
import type { StampCodes } from './syntax-codes.ts';
import { excerptOf } from './text.ts';

export interface StampContext {
  readonly codes: StampCodes;
  readonly origin: Origin;
  /** IANA zone that the user states for times without an offset. */
  readonly zone?: string;
  /** What the time is, for the message: `begin`, `The time of the sample`. */
  readonly what: string;
}

export type StampReading =
  | { readonly ok: true; readonly instant: Instant }
  | { readonly ok: false; readonly issue: Issue };

/** {@link readInstant} that says in an issue what is wrong with the time and what to do about it. */
export function readStamp(text: string, context: StampContext): StampReading {
  const read = readInstant(text, context.zone);
  return read.ok ? read : { ok: false, issue: explain(text, read, context) };
}

function explain(text: string, read: Extract<ReadInstant, { ok: false }>, context: StampContext): Issue {
  const [code, wrong, fix] = REASONS[read.problem](context, read.candidates);
  const shown = excerptOf(text);
  return {
    code,
    severity: 'error',
    message: `${context.what} "${shown}" ${wrong}.`,
    origin: context.origin,
    excerpt: shown,
    fix,
  };
}

type Reason = (context: StampContext, candidates: readonly Instant[]) => [code: string, wrong: string, fix: string];

const WITH_OFFSET = 'Write it with its offset, like 2025-10-20T09:18:00Z or 2025-10-20T02:18:00-07:00';

const REASONS: Readonly<Record<InstantProblem, Reason>> = {
  'not-a-time': ({ codes }) => [codes.notATime, 'is not a time', `${WITH_OFFSET}.`],
  'no-such-date': ({ codes }) => [codes.noSuchDate, 'names a day or an hour that does not exist', 'Correct the date.'],
  'no-zone': ({ codes }) => [
    codes.zoneLessTime,
    'has no zone, so it names no instant',
    `${WITH_OFFSET}, or state the zone of the file's clock (\`tz\` in the case file, --tz on the command line).`,
  ],
  'leap-second': ({ codes }) => [
    codes.leapSecond,
    'is a leap second, which computer clocks do not count',
    'Write second 59, or 00 of the next minute.',
  ],
  'dst-gap': ({ codes, zone }) => [
    codes.dstGap,
    `never happened in ${zone}: the clocks were set forward over it`,
    `${WITH_OFFSET}, or correct the zone.`,
  ],
  'dst-fold': ({ codes, zone }, candidates) => [
    codes.dstFold,
    `happened twice in ${zone}, when the clocks were set back: it is ${candidates.map(formatInstant).join(' or ')}`,
    `${WITH_OFFSET}.`,
  ],
};
