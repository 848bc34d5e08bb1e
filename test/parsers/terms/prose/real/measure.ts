import { toText } from '../../../../../src/engine/values/exact.ts';
import type { ProseDocument } from '../../../../../src/parsers/terms/prose/document.ts';
import { stepInWords } from '../../../../../src/parsers/terms/prose/find/claim.ts';
import type { Found } from '../../../../../src/parsers/terms/prose/found.ts';
import { creditInWords } from '../../../../../src/parsers/terms/prose/promise.ts';
import { readTerms } from '../../../../../src/parsers/terms/prose/read.ts';

/** What a text says, written down by hand. `is` names the fields: null where the text does not say; `(other)` where it says something our format cannot hold. */
export interface Expected {
  readonly file: string;
  readonly half: 'dev' | 'held' | 'fresh';
  readonly is: Readonly<Record<string, string | null>>;
  readonly deadlines: readonly string[];
  readonly evidence: readonly string[];
  readonly evidence_maybe: readonly string[];
  readonly exclusions: readonly string[];
  readonly exclusions_maybe: readonly string[];
}

export interface Answer {
  readonly field: string;
  readonly expected: string | null;
  readonly got: string | null;
  readonly confidence: string | null;
  readonly verdict: 'right' | 'unknown' | 'wrong';
}

/** Compares what the rules read with what a person read: each field, each deadline, each tag counts once. */
export function measure(expected: Expected, document: ProseDocument): readonly Answer[] {
  const read = readTerms(document);
  const values = new Map<string, Found<string> | null>();
  const put = <Value>(field: string, one: Found<Value> | null, inWords: (value: Value) => string = String) =>
    values.set(field, one && { ...one, value: inWords(one.value) });
  put('title', read.title);
  put('vendor', read.vendor);
  put('updated', read.updated);
  put('effective', read.effective);
  put('metric.kind', read.kind);
  put('metric.interval_s', read.intervalS);
  put('metric.partial_minutes', read.partialMinutes);
  put('metric.min_run_s', read.run, ({ seconds }) => String(seconds));
  put('period', read.period);
  put('base', read.base, ({ basis }) => basis);
  put('cap', read.cap, ({ percent }) => toText(percent));
  put('minimum', read.minimum, ({ amount }) => toText(amount));
  put('channel', read.channel);
  put('subject', read.subject);
  put('maintenance', read.maintenance);
  put('maintenance.notice', read.maintenanceNotice);
  put('sole_remedy', read.soleRemedy);
  put('payment', read.payment);
  put('transferable', read.transferable);
  put('issue', read.issue, ({ count, unit }) => `${count} ${unit}`);
  for (const [at, { target, credit }] of read.commitments.entries()) {
    put(`${at}.target`, target, toText);
    // A row that pays nothing may be written or left out.
    put(`${at}.credit`, credit, (value) => creditInWords(value).replace(/ \S+:0(?= |$)/g, ''));
  }
  const answers = Object.entries(expected.is).map(([field, wanted]): Answer => {
    if (field === 'commitments') {
      const got = String(read.commitments.length);
      return { field, expected: wanted, got, confidence: 'likely', verdict: got === wanted ? 'right' : 'wrong' };
    }
    const got = values.get(field) ?? null;
    const verdict = got === null ? (wanted === null ? 'right' : 'unknown') : got.value === wanted ? 'right' : 'wrong';
    return { field, expected: wanted, got: got?.value ?? null, confidence: got?.confidence ?? null, verdict };
  });
  return [
    ...answers,
    ...compareSets(
      'deadline',
      expected.deadlines,
      [],
      read.steps.map((step) => ({ ...step, value: stepInWords(step.value) })),
    ),
    ...compareSets('evidence', expected.evidence, expected.evidence_maybe, read.evidence),
    ...compareSets('exclusion', expected.exclusions, expected.exclusions_maybe, read.exclusions),
  ];
}

function compareSets(
  field: string,
  wanted: readonly string[],
  maybe: readonly string[],
  got: readonly Found<string>[],
): Answer[] {
  const asked = wanted.map((value): Answer => {
    const same = got.find((one) => one.value === value);
    return {
      field,
      expected: value,
      got: same ? value : null,
      confidence: same?.confidence ?? null,
      verdict: same ? 'right' : 'unknown',
    };
  });
  const extra = got
    .filter(({ value }) => !wanted.includes(value) && !maybe.includes(value))
    .map(({ value, confidence }): Answer => ({ field, expected: null, got: value, confidence, verdict: 'wrong' }));
  return [...asked, ...extra];
}
