import { describe, expect, test } from 'vitest';
import type { Terms } from '../../../src/engine/records/terms.ts';
import { type Compared, compareTerms } from '../../../src/engine/terms/compare.ts';
import { parseTerms } from '../../../src/parsers/terms/parse.ts';
import { COMMITMENT, minimalTerms } from '../../parsers/terms/minimal-terms.ts';
import { libraryFiles } from '../../terms/library-files.ts';
import { readTermsAt } from './library-terms.ts';

const side = (text: string, commitment?: string): Compared => {
  const { value, issues } = parseTerms({ label: 'a.yaml', text });
  const edition = value?.versions.at(-1);
  if (!value || !edition) throw new Error(JSON.stringify(issues));
  return { terms: value, edition, commitment: edition.commitments.find(({ id }) => id === commitment) ?? null };
};

const newest = (terms: Terms): Compared => ({
  terms,
  edition: terms.versions.at(-1) as Compared['edition'],
  commitment: null,
});

describe('two contracts side by side', () => {
  test('only what differs: a row of the table, in words', () => {
    const { pairs, differences, same } = compareTerms(
      side(minimalTerms()),
      side(minimalTerms({ commitment: COMMITMENT.replace('percent: 25', 'percent: 30') })),
    );
    expect(differences).toEqual([]);
    expect(
      pairs.map(({ differences: found }) => found.map(({ topic, left, right }) => [topic, left?.says, right?.says])),
    ).toEqual([
      [['Credit', '99 % to below 99.9 %: 10 %; below 99 %: 25 %', '99 % to below 99.9 %: 10 %; below 99 %: 30 %']],
    ]);
    expect(same).toBeGreaterThan(10);
  });

  test('silence on both sides is no difference, however it is worded', () => {
    const { differences } = compareTerms(
      side(minimalTerms({ edition: 'payment: {expiry: not stated}' })),
      side(minimalTerms()),
    );
    expect(differences).toEqual([]);
  });

  test('promises that have no counterpart are named, and the two that are named are set side by side', () => {
    const two = minimalTerms({ more: `- id: region\n  ${COMMITMENT.replaceAll('\n', '\n  ')}` });
    const other = minimalTerms().replace('- id: vm', '- id: machine');
    expect(compareTerms(side(two), side(other))).toMatchObject({
      onlyLeft: ['vm', 'region'],
      onlyRight: ['machine'],
      pairs: [],
    });
    expect(compareTerms(side(two, 'region'), side(other)).pairs).toMatchObject([
      { left: 'region', right: 'machine', differences: [] },
    ]);
  });

  test('a negotiated promise beside the public one of the same vendor', () => {
    const aws = newest(readTermsAt('src/terms/aws/ec2.yaml'));
    const older = {
      ...aws,
      edition: aws.terms.versions.find(({ edition }) => edition === '2013-06-01') as Compared['edition'],
    };
    const { pairs, onlyRight } = compareTerms(older, aws);
    expect(onlyRight).toEqual(['instance']);
    const target = pairs[0]?.differences.find(({ topic }) => topic === 'Target');
    expect([target?.left?.says, target?.right?.says]).toEqual([
      '99.95 % (21.6 min down in a 30-day month)',
      '99.99 % (4.32 min down in a 30-day month)',
    ]);
  });
});

describe.each(libraryFiles())('%s', (path) => {
  const terms = newest(readTermsAt(path));

  test('does not differ from itself', () => {
    const { pairs, differences, onlyLeft, onlyRight } = compareTerms(terms, terms);
    expect(pairs.flatMap((pair) => pair.differences)).toEqual([]);
    expect([differences, onlyLeft, onlyRight]).toEqual([[], [], []]);
  });

  test('differs from another as the other differs from it', () => {
    const other = newest(readTermsAt('src/terms/aws/ec2.yaml'));
    const there = compareTerms(terms, other);
    const back = compareTerms(other, terms);
    expect([back.onlyLeft, back.onlyRight, back.same]).toEqual([there.onlyRight, there.onlyLeft, there.same]);
    const key = ({ group, topic, rule }: (typeof there.differences)[number]) => `${group}|${rule}|${topic}`;
    expect(back.differences.map(key).sort()).toEqual(there.differences.map(key).sort());
  });
});
