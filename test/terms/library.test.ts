import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { evidenceOf, placeOf, yieldsFigure } from '../../src/engine/credit/promise/evidence.ts';
import type { Edition, Terms } from '../../src/engine/records/terms.ts';
import { figureFields } from '../../src/parsers/terms/checks/evidence.ts';
import { parseTerms } from '../../src/parsers/terms/parse.ts';
import { families, familyFiles, libraryFiles } from './library-files.ts';

/** What every file of the library keeps, whoever writes the next one. */

const read = (path: string) => {
  const text = readFileSync(path, 'utf8');
  return { text, ...parseTerms({ label: path, text }, [], families) };
};

const vendorGrades = new Set(['vendor_page', 'vendor_archive', 'vendor_docs']);

/** Fields of an edition with a figure whose text is too weakly known: the engine must find each. */
const weakFields = (edition: Edition) =>
  figureFields(edition).filter((field) => !yieldsFigure(evidenceOf(edition, field)));

const rulesWithFigures = (edition: Edition) =>
  edition.commitments.flatMap((commitment) =>
    commitment.credits.filter(
      (rule) =>
        rule.rule !== 'none' &&
        !(rule.rule === 'tiers' && rule.tiers === null && rule.levels.every((level) => level.tiers === null)),
    ),
  );

describe.each(familyFiles())('%s', (path) => {
  const text = readFileSync(path, 'utf8');

  test('is taken in by a document of its vendor', () => {
    const vendor = path.split('/')[2];
    const lent = libraryFiles().some(
      (file) => file.startsWith(`src/terms/${vendor}/`) && readFileSync(file, 'utf8').includes(`inherits: ${vendor}\n`),
    );
    expect(lent).toBe(true);
    expect(text).toContain(`vendor: ${vendor}\n`);
  });

  test('names its schema for editors, and the day it was compared with its sources', () => {
    expect(text.startsWith('# yaml-language-server: $schema=../../../schemas/sla-family-1.schema.json\n')).toBe(true);
    expect(text).toMatch(/^last_checked: 2\d{3}-\d{2}-\d{2}$/m);
  });
});

describe.each(libraryFiles())('%s', (path) => {
  const { text, value, issues } = read(path);
  const terms = value as Terms;

  test("is read without an error, and a gap in a table is the vendor's and has readings", () => {
    expect(issues.filter((issue) => issue.severity === 'error')).toEqual([]);
    expect(issues.map((issue) => issue.code).filter((code) => code !== 'terms/tier-gap')).toEqual([]);
    const open = terms.versions.flatMap((edition) => edition.ambiguity.filter((entry) => entry.subject === 'gap'));
    expect(open.length, 'a gap in a table needs its readings: ambiguity with subject gap').toBeGreaterThanOrEqual(
      issues.length > 0 ? 1 : 0,
    );
  });

  test('has the id its path says, and names its schema for editors', () => {
    expect(`src/terms/${terms.id}.yaml`).toBe(path);
    expect(terms.id.split('/')[0]).toBe(terms.vendor);
    expect(text.startsWith('# yaml-language-server: $schema=../../../schemas/sla-terms-1.schema.json\n')).toBe(true);
  });

  test('was compared with its sources on a day, and says where they are', () => {
    expect(terms.last_checked).toMatch(/^2\d{3}-\d{2}-\d{2}$/);
    expect(terms.document.url).toMatch(/^https:\/\//);
    for (const edition of terms.versions) {
      for (const entry of [edition.evidence_default, ...edition.evidence]) {
        const isVendors = vendorGrades.has(entry.grade);
        expect(isVendors ? entry.url : (entry.url ?? 'https://'), JSON.stringify(entry)).toMatch(/^https?:\/\//);
        expect((entry.retrieved ?? '') <= terms.last_checked).toBe(true);
      }
    }
  });

  test('no reading and no note is empty, and what is open has a default', () => {
    for (const edition of terms.versions) {
      for (const entry of edition.ambiguity) {
        expect(entry.readings.length).toBeGreaterThanOrEqual(1);
        expect(new Set(entry.readings.map((reading) => reading.name)).size).toBe(entry.readings.length);
      }
    }
  });

  test('every deadline with a reading has that reading, and one of them is the safe one', () => {
    for (const edition of terms.versions) {
      const steps = edition.claim.steps.filter((step) => step.reading !== null);
      const known = edition.ambiguity
        .filter((entry) => entry.subject === 'deadline')
        .flatMap((entry) => entry.readings.map((reading) => reading.name));
      expect(steps.map((step) => step.reading).sort()).toEqual(known.sort());
      if (steps.length > 0) expect(steps.filter((step) => step.conservative)).toHaveLength(1);
    }
  });

  test('selectors name a service, never the whole bill', () => {
    for (const commitment of terms.versions.flatMap((edition) => edition.commitments)) {
      expect(commitment.covers.services.length).toBeGreaterThan(0);
      for (const selector of commitment.covers.charges) {
        expect(
          Object.keys(selector).some((column) => column !== 'ChargeCategory' && column !== 'ChargeFrequency'),
        ).toBe(true);
      }
    }
  });

  test('worked examples stand beside every table, with wrong answers to refuse', () => {
    const editions = terms.versions.filter((edition) => rulesWithFigures(edition).length > 0);
    for (const edition of editions) {
      expect(edition.examples.length).toBeGreaterThanOrEqual(4);
      expect(edition.examples.some((example) => example.reject.length > 0)).toBe(true);
    }
    for (const example of terms.versions.flatMap((edition) => edition.examples)) {
      for (const outage of example.given.outages) expect(outage.end).toBeGreaterThan(outage.begin);
    }
  });

  test('says where its tables stand', () => {
    for (const edition of terms.versions) {
      for (const commitment of edition.commitments) {
        const place = placeOf(edition, `commitments.${commitment.id}.credits`);
        expect(text.split('\n')[(place?.line ?? 0) - 1]).toMatch(/credits:/);
      }
    }
  });
});

describe('what is not known is never a figure', () => {
  // A grade that rises or falls is a deliberate act: the list is compared, and re-recorded with --update.
  test('the weak fields of the library are these, and no others', async () => {
    const weak = libraryFiles().flatMap((path) =>
      (read(path).value?.versions ?? []).flatMap((edition) =>
        weakFields(edition).map((field) => `${path.slice(10, -5)}@${edition.edition} ${field}`),
      ),
    );
    await expect(`${weak.join('\n')}\n`).toMatchFileSnapshot('weak-fields.txt');
  });

  test('Voltage Park has no rows at all', () => {
    expect(read('src/terms/voltage-park/virtual-machines.yaml').value?.versions.flatMap(rulesWithFigures)).toEqual([]);
  });
});
