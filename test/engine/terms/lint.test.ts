import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Edition } from '../../../src/engine/records/terms.ts';
import { lint } from '../../../src/engine/terms/lint/lint.ts';
import { rules } from '../../../src/engine/terms/lint/registry.ts';
import type { LintRule } from '../../../src/engine/terms/lint/rule.ts';
import { STRONGEST } from '../../../src/engine/terms/lint/strongest.ts';
import { libraryFiles } from '../../terms/library-files.ts';
import { readTermsAt } from './library-terms.ts';

const FOLDER = 'src/engine/terms/lint/rules';
const all = rules as readonly LintRule[];
const newest = (path: string) => readTermsAt(path).versions.at(-1) as Edition;
const weak = newest('test/fixtures/terms/weak-gpu-cloud.yaml');
const strong = newest('test/fixtures/terms/strong-gpu-cluster.yaml');

describe.each(all.map((rule) => ({ id: rule.id, rule })))('rule $id', ({ id, rule }) => {
  test('is named by its file, and says in whole sentences what it costs and what to ask for', () => {
    expect(readdirSync(FOLDER)).toContain(`${id}.ts`);
    expect(all.filter((other) => other.id === id)).toHaveLength(1);
    expect(rule.weight).toBeGreaterThanOrEqual(1);
    expect(rule.weight).toBeLessThanOrEqual(100);
    for (const sentence of [rule.costs, rule.ask]) expect(sentence).toMatch(/^[A-Z].{20,}\.$/s);
    for (const title of [rule.title, rule.held]) expect(title).toMatch(/^[A-Z].*[^.]$/);
  });

  test('finds the weak contract wanting', () => {
    expect(lint(weak).findings.map((finding) => finding.rule)).toContain(id);
  });

  test('has nothing against the strong one', () => {
    expect(lint(strong).findings.map((finding) => finding.rule)).not.toContain(id);
  });
});

describe('the strongest terms', () => {
  test('have a day, and a vendor’s have an address; those of the library are in it', () => {
    for (const term of Object.values(STRONGEST)) {
      expect(term.retrieved).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      if (['vendor_page', 'vendor_archive', 'vendor_docs'].includes(term.grade))
        expect(term.url).toMatch(/^https:\/\//);
      if (term.terms !== null) expect(libraryFiles()).toContain(`src/terms/${term.terms}.yaml`);
    }
  });
});

describe('a report', () => {
  test('has the heaviest first, and every finding its place in the file', () => {
    const { findings } = lint(weak);
    expect(findings.map(({ weight }) => weight)).toEqual(findings.map(({ weight }) => weight).sort((a, b) => b - a));
    for (const { clauses } of findings)
      for (const { place } of clauses) expect(place).toMatch(/weak-gpu-cloud\.yaml:\d+$/);
  });

  test('of the strong contract has every rule that applies on the side of the buyer', () => {
    const { findings, held } = lint(strong);
    expect(findings).toEqual([]);
    expect(held.map(({ rule }) => rule).sort()).toEqual(
      all
        .map(({ id }) => id)
        .filter((id) => id !== 'minimum')
        .sort(),
    );
  });

  test('does not take hearsay for a promise', () => {
    const hearsay: Edition = {
      ...strong,
      evidence_default: { ...strong.evidence_default, grade: 'general_knowledge' },
    };
    const { findings, held } = lint(hearsay);
    expect(held).toEqual([]);
    expect(findings.length).toBe(all.length - 1);
    expect(findings.every(({ known }) => !known)).toBe(true);
  });

  test.each(libraryFiles())('of %s settles or raises each matter once', (path) => {
    for (const edition of readTermsAt(path).versions) {
      const { findings, held } = lint(edition);
      const seen = [...findings, ...held].map(({ rule }) => rule);
      expect(seen).toEqual([...new Set(seen)]);
    }
  });

  test('what a rule reads in the library: quorums, multiples, fabrics, lost data', () => {
    const heldBy = (path: string) => lint(newest(path)).held.map(({ rule }) => rule);
    expect(heldBy('src/terms/tensordock/compute.yaml')).toEqual(
      expect.arrayContaining(['data-loss', 'measurement', 'cap', 'base']),
    );
    expect(heldBy('src/terms/yandex/compute.yaml')).toContain('fabric');
    expect(heldBy('src/terms/scaleway/vpc.yaml')).toContain('fabric');
    expect(heldBy('src/terms/azure/virtual-machines.yaml')).toContain('change-of-terms');
    const aws = lint(newest('src/terms/aws/ec2.yaml')).findings.map(({ rule }) => rule);
    expect(aws).toEqual(expect.arrayContaining(['gpu-fault', 'fabric', 'blast-radius', 'lost-work', 'sole-remedy']));
  });
});
