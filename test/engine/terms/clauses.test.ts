import { describe, expect, test } from 'vitest';
import type { Terms } from '../../../src/engine/records/terms.ts';
import { commitmentClauses, editionClauses } from '../../../src/engine/terms/clauses.ts';
import { pageOf } from '../../../src/engine/terms/page.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { minimalTerms } from '../../parsers/terms/minimal-terms.ts';
import { libraryFiles } from '../../terms/library-files.ts';
import { readTermsAt } from './library-terms.ts';

const small = parseTerms({ label: 'small.yaml', text: minimalTerms() }).value as Terms;

describe('clauses', () => {
  test('the small contract in words', () => {
    const [edition] = small.versions;
    const [commitment] = edition?.commitments ?? [];
    if (!edition || !commitment) throw new Error('no commitment');
    const says = Object.fromEntries(commitmentClauses(commitment).map((clause) => [clause.topic, clause.says]));
    expect(says).toMatchObject({
      Target: '99.9 % (43.2 min down in a 30-day month)',
      Credit: '99 % to below 99.9 %: 10 %; below 99 %: 25 %',
      'Percentage of': 'the bill of the unit',
      Cap: 'none stated',
      Minimum: 'none stated',
      Maintenance: 'not stated',
    });
    const table = commitmentClauses(commitment).find(({ topic }) => topic === 'Credit')?.table;
    expect(table).toEqual([
      { range: '99.9 % or more', allows: 'up to 43.2 min', credit: 'none' },
      { range: '99 % to below 99.9 %', allows: 'more than 43.2 min, up to 7 h 12 min', credit: '10 %' },
      { range: 'below 99 %', allows: 'more than 7 h 12 min', credit: '25 %' },
    ]);
  });

  test('what the text does not say is said to be unsaid', () => {
    const says = editionClauses(small.versions[0] as Terms['versions'][number]);
    const at = (topic: string) => says.find((clause) => clause.topic === topic)?.says;
    expect(at('Cut in')).toBe('time zone not stated');
    expect(at('Sole remedy')).toBe('not stated');
    expect(at('Deadline')).toBe('none seen');
    expect(at('Several remedies')).toMatch(/^not stated/);
  });
});

describe.each(libraryFiles())('%s', (path) => {
  const terms = readTermsAt(path);

  test('every clause says something of a field that its edition has, with a source that is listed', () => {
    for (const edition of terms.versions) {
      const page = pageOf(terms, edition);
      for (const clause of [...page.commitments.flatMap(({ clauses }) => clauses), ...page.clauses]) {
        expect(clause.says, clause.topic).toMatch(/\S/);
        expect(clause.says, clause.topic).not.toMatch(/undefined|\[object|null|NaN/);
        expect(page.sources[clause.source]?.grade).toBe(clause.grade);
        const [top, id, list, rule] = clause.field.split('.');
        if (top !== 'commitments') continue;
        const commitment = edition.commitments.find((one) => one.id === id);
        expect(commitment, clause.field).toBeDefined();
        if (list === 'credits' && rule !== undefined && rule !== 'target')
          expect(
            commitment?.credits.map((one) => one.id),
            clause.field,
          ).toContain(rule);
      }
    }
  });

  test('each open question has its readings, and each reading what it means', () => {
    for (const edition of terms.versions)
      for (const { readings, of } of pageOf(terms, edition).open) {
        expect(readings.length).toBeGreaterThan(0);
        for (const { says } of readings) expect(says).toMatch(/\S/);
        for (const id of of) expect(edition.commitments.map((one) => one.id)).toContain(id);
      }
  });
});
