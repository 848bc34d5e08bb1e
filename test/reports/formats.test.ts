import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildReport } from '../../src/reports/model.ts';
import { renderers } from '../../src/reports/registry.ts';
import type { Report } from '../../src/reports/report-schema.ts';
import { cases, filledWith, provenance, provenanceOf } from './assessments.ts';
import { markdownCorpus, terminalCorpus } from './hostile.ts';

const reports = Object.entries(cases).map(([name, make]) => ({ name, report: buildReport(make(), provenance) }));
const render = (id: string, report: Report, options = {}): string =>
  renderers.find((one) => one.id === id)?.render(report, options) ?? '';

// biome-ignore lint/suspicious/noControlCharactersInRegex: the codes that the terminal format writes
const CODES = /\u001b\[\d+m/g;

describe.each(renderers.map((renderer) => ({ id: renderer.id, renderer })))('every format: $id', ({ renderer }) => {
  it('names itself', () => {
    expect(renderer.id).toMatch(/^[a-z]+$/);
    expect(renderer.title).not.toBe('');
    expect(renderer.extension).toMatch(/^\.[a-z]+$/);
  });

  it.each(reports)('$name: is a function of the JSON record alone', ({ report }) => {
    const text = renderer.render(report, {});
    expect(renderer.render(JSON.parse(JSON.stringify(report)), {})).toBe(text);
    expect(renderer.render(report, {})).toBe(text);
  });

  it.each(reports)('$name: ends with one newline and has no blank at the end of a line', ({ report }) => {
    const text = renderer.render(report, {});
    expect(text).toMatch(/[^\n]\n$/);
    expect(text).not.toMatch(/[ \t]\n/);
  });

  it('changes no record', () => {
    for (const { report } of reports) {
      const before = JSON.stringify(report);
      renderer.render(report, { width: 80, color: true });
      expect(JSON.stringify(report)).toBe(before);
    }
  });
});

describe('the registry', () => {
  it('holds each format once, by id', () => {
    const ids = renderers.map((renderer) => renderer.id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });
});

describe('json', () => {
  it.each(reports)('$name: is the record', ({ report }) => {
    expect(JSON.parse(render('json', report))).toEqual(report);
  });
});

describe('terminal', () => {
  it.each(reports)('$name: keeps to the width', ({ report }) => {
    for (const width of [40, 60, 72, 80, 90, 100])
      expect(widest(render('terminal', report, { width }))).toBeLessThanOrEqual(width);
    expect(widest(render('terminal', report, { width: 500 }))).toBeLessThanOrEqual(100);
    expect(widest(render('terminal', report))).toBeLessThanOrEqual(80);
  });

  it.each(reports)('$name: says the same with and without color', ({ report }) => {
    const colored = render('terminal', report, { color: true });
    expect(colored).toMatch(CODES);
    expect(colored.replace(CODES, '')).toBe(render('terminal', report, { color: false }));
  });

  it.each(terminalCorpus.map((text) => [text]))('prints nothing but text of %j, in any field', (text) => {
    const report = buildReport(filledWith(text), provenanceOf(text));
    for (const color of [false, true]) {
      const page = render('terminal', report, { color }).replace(CODES, '').replaceAll('\n', '');
      expect(page).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
    }
    expect(widest(render('terminal', report))).toBeLessThanOrEqual(80);
  });

  it('breaks an id that is longer than its column and loses none of it', () => {
    const id = `arn:aws:ec2:us-east-1:123456789012:instance/${'0123456789abcdef'.repeat(4)}`;
    const page = render('terminal', buildReport(filledWith(id), provenance), { width: 80 });
    expect(page.replace(/\s/g, '')).toContain(id);
  });

  it('fits whatever the numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 120 }), fc.string({ unit: 'grapheme', maxLength: 60 }), (width, text) => {
        return widest(render('terminal', buildReport(filledWith(text), provenance), { width })) <= Math.min(100, width);
      }),
      { numRuns: 40 },
    );
  });
});

describe('markdown', () => {
  const shape = (text: string) =>
    render('markdown', buildReport(filledWith(text), provenanceOf(text)))
      .split('\n')
      .map(
        (line) =>
          `${/^(#+ |- |\| |<\/?(details|summary)>)?/.exec(line)?.[0] ?? ''}${line.replace(/\\./g, '').replace(/[^|]/g, '').length}`,
      );
  const clean = shape('x');

  it.each(markdownCorpus.map((text) => [text]))(
    'has the same rows, columns, headings and lists with %j in every field',
    (text) => {
      expect(shape(text)).toEqual(clean);
    },
  );

  it.each(markdownCorpus.map((text) => [text]))('lets no tag, link, image or code of %j through', (text) => {
    const page = render('markdown', buildReport(filledWith(text), provenanceOf(text)));
    const bare = page.replace(/\\[!-/:-@[-`{-~]/g, '').replaceAll('&#8203;', '');
    expect(bare.match(/<[^>]*>/g)).toEqual(['<details>', '<summary>', '</summary>', '</details>']);
    expect(bare).not.toMatch(/!\[|\]\(|https?:|www\.|@\w/);
    expect(bare).not.toContain('~~');
  });

  it('leaves numbers and days readable in the source', () => {
    const page = render('markdown', reports[0]?.report as Report);
    expect(page).toContain('**4,915.20 USD** is claimable');
    expect(page).toContain('| `C1` |');
    expect(page).toContain('| ---: |');
  });
});

/** Columns of the widest line, wide characters counted as two. */
// Drawn double by the East Asian Width of Unicode 15; U+303F, U+3248 to U+324F and U+4DC0 to U+4DFF are single there.
function widest(page: string): number {
  const columns = (line: string) =>
    [...line].reduce(
      (sum, character) =>
        sum +
        (/[\u1100-\u115f\u2e80-\u303e\u3040-\u3247\u3250-\u4dbf\u4e00-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]|\p{Emoji_Presentation}/u.test(
          character,
        )
          ? 2
          : 1),
      0,
    );
  return Math.max(
    ...page
      .replace(CODES, '')
      .split('\n')
      .map((line) => columns(line.replace(/\p{M}/gu, ''))),
  );
}
