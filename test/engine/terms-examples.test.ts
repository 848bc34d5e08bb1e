import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assess } from '../../src/engine/assess.ts';
import type { CreditAssessment } from '../../src/engine/records/assessment.ts';
import { closure, type Range } from '../../src/engine/records/figure.ts';
import type { ExpectedRange, TermsExample } from '../../src/engine/records/terms-example.ts';
import { type Exact, exact, toDecimal, toText } from '../../src/engine/values/exact.ts';
import { parseTerms } from '../../src/parsers/terms/parse.ts';
import { families, libraryFiles } from '../terms/library-files.ts';
import { caseOf } from './example-case.ts';

const SIXTY = exact(60);

/** Every worked example of every terms file, computed by the engine: vendors' numbers, boundaries, wrong answers. */
describe.each(libraryFiles())('worked examples of %s', (name) => {
  const { value: terms } = parseTerms({ label: name, text: readFileSync(name, 'utf8') }, [], families);
  if (!terms) {
    it('is read', () => expect.fail(`${name} does not parse: see test/terms`));
    return;
  }
  const examples = terms.versions.flatMap((edition) =>
    edition.examples.map((example) => ({
      edition,
      example,
      title: `${example.id} (${edition.edition}): ${example.says}`,
    })),
  );

  if (examples.length === 0)
    it('has no example, for it promises nothing that could be computed', () => {
      const promised = terms.versions
        .filter((edition) => edition.status === 'in_force')
        .flatMap((edition) => edition.commitments.filter(({ coverage }) => coverage === 'covered'))
        .filter(({ credits }) => credits.some((rule) => rule.rule !== 'tiers' || rule.tiers !== null));
      expect(promised.map(({ id }) => id)).toEqual([]);
    });

  it.each(examples)('$title', ({ edition, example }) => {
    const assessment = assess(caseOf(terms, edition, example));
    const { period, unit } = example.given;
    const inPeriod = assessment.credits.filter((entry) => entry.period?.id === period);
    const ofUnit = inPeriod.find((entry) => entry.scope.id === unit || entry.scope.id === '*');
    const credit = ofUnit ?? (inPeriod.length === 1 ? inPeriod[0] : undefined);
    // A month without an outage has nothing to assess: the promise was kept.
    const { outages, samples, events } = example.given;
    if (outages.length + samples.length + events.length === 0) {
      expect([assessment.credits.length, example.expect.status]).toEqual([0, 'not-met']);
      return;
    }
    expect(credit, `an assessment of ${example.given.unit} in ${example.given.period}`).toBeDefined();
    if (credit) compare(credit, example);
  });
});

function compare(credit: CreditAssessment, { expect: expected, reject }: TermsExample): void {
  expect(credit.status, credit.because).toBe(expected.status);
  const minutes = minutesOf(credit);
  if (expected.downtime_minutes) expect(minutes, 'downtime, minutes').toEqual(shown(expected.downtime_minutes));
  if (expected.uptime)
    expect(
      agrees(credit.uptime?.base.value ?? null, expected.uptime),
      `uptime ${credit.uptime?.base.value ? toText(credit.uptime.base.value) : 'none'} against ${expected.uptime}`,
    ).toBe(true);
  if (expected.percent) expect(percentsOf(credit), 'percent').toEqual(shown(expected.percent));
  const money = credit.worth ?? credit.credit;
  if (expected.credit) expect(rangeOf(money), 'credit').toEqual(cents(expected.credit));
  for (const [rule, range] of Object.entries(expected.rules)) {
    const outcome = credit.rules.find((entry) => entry.rule === rule);
    expect(outcome && rangeOf(outcome.credit), `rule ${rule}`).toEqual(cents(range));
  }
  for (const deadline of expected.deadlines) {
    const found = credit.deadlines.filter(
      (entry) => entry.step === deadline.step && entry.reading === deadline.reading,
    );
    expect(
      found.map((entry) => entry.date),
      `deadline ${deadline.step} ${deadline.reading ?? ''}`,
    ).toContain(deadline.date);
  }
  for (const wrong of reject) {
    if (wrong.credit) expect(rangeOf(money), wrong.why).not.toEqual(cents({ low: wrong.credit, high: wrong.credit }));
    if (wrong.downtime_minutes)
      expect(minutes, wrong.why).not.toEqual(shown({ low: wrong.downtime_minutes, high: wrong.downtime_minutes }));
  }
}

function minutesOf(credit: CreditAssessment): [string, string] {
  const text = (value: Exact | null | undefined) => (value ? toText(value.div(SIXTY)) : '0');
  return [text(credit.downtime?.low.value), text(credit.downtime?.high.value)];
}

function rangeOf(range: Range): [string, string] | null {
  return range.low.value && range.high.value ? [toDecimal(range.low.value, 2), toDecimal(range.high.value, 2)] : null;
}

function cents(range: ExpectedRange): [string, string] {
  return [toDecimal(range.low, 2), toDecimal(range.high, 2)];
}

function shown(range: ExpectedRange): [string, string] {
  return [toText(range.low), toText(range.high)];
}

/** Percentages behind the lowest and the highest credit. */
function percentsOf(credit: CreditAssessment): [string, string] {
  const range = credit.worth ?? credit.credit;
  const percent = (figure: Range['low']) =>
    [...closure([figure]).values()].find((entry) => entry.id.endsWith('.percent'))?.value ?? exact(0);
  const rules = credit.rules.map((rule) => rule.credit);
  const low = percent(range.low).n > 0n || rules.length === 0 ? percent(range.low) : percent((rules[0] as Range).low);
  const high =
    percent(range.high).n > 0n || rules.length === 0 ? percent(range.high) : percent((rules[0] as Range).high);
  return [toText(low), toText(high)];
}

/** `99.876792...` is cut, not rounded; a text without dots is exact. */
function agrees(value: Exact | null, text: string): boolean {
  if (!value) return false;
  if (!text.endsWith('...')) return toText(value) === toText(exactOf(text));
  const digits = text.slice(0, -3);
  return toDecimal(value, digits.split('.')[1]?.length ?? 0, 'down') === digits;
}

function exactOf(text: string): Exact {
  const [whole = '0', fraction = ''] = text.split('.');
  return exact(BigInt(`${whole}${fraction}`), 10n ** BigInt(fraction.length));
}
