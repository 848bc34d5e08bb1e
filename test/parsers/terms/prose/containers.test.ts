import { describe, expect, test } from 'vitest';
import { readProse } from '../../../../src/parsers/terms/prose/read-prose.ts';
import { fixture, importText, inflate, proseFile, read, valuesOf, zipOf } from './reading.ts';

const codesOf = (label: string, content: string | Uint8Array) =>
  readProse(proseFile(label, content), inflate).issues.map(({ code }) => code);

describe('one contract in five containers', () => {
  const expected = valuesOf(importText('northwind.md', fixture('northwind.md')).value as never);

  test('the Markdown is read whole', () => {
    const found = new Map(expected);
    expect(found.get('target')).toBe('99.5 %');
    expect(found.get('credit')).toBe(
      'from 99 % to below 99.5 %: 10 %; from 95 % to below 99 %: 25 %; below 95 %: 100 %',
    );
    expect(found.get('deadline')).toBe('30 days from incident month end, received');
    expect(expected.filter(([, value]) => value === null)).toEqual([['zone of months', null]]);
  });

  test.each(['html', 'txt', 'pdf', 'docx'])('%s says the same', (ending) => {
    const { value, issues } = importText(`northwind.${ending}`, fixture(`northwind.${ending}`));
    expect(issues).toEqual([]);
    expect(valuesOf(value as never)).toEqual(expected);
  });

  test('a page number, a line or a paragraph says where', () => {
    const placeOf = (ending: string) =>
      importText(`northwind.${ending}`, fixture(`northwind.${ending}`)).value?.rows.find(
        ({ what }) => what === 'target',
      )?.found?.place;
    expect(placeOf('md')?.line).toBe(9);
    expect(placeOf('html')?.line).toBe(12);
    expect(placeOf('pdf')?.page).toBe(1);
    expect(placeOf('docx')?.paragraph).toBe(5);
  });
});

describe('HTML', () => {
  test('scripts, navigation and what is hidden are not the contract', () => {
    const targets = read(fixture('northwind.html').toString(), 'sla.html').commitments.map(
      ({ target }) => target?.said,
    );
    expect(targets).toHaveLength(1);
    expect(targets[0]).toContain('Northwind');
  });

  test('a cell that spans rows holds for each of them, and one that spans columns keeps the others in place', () => {
    const { commitments } = read(
      '<h1>SLA</h1><p>We guarantee 99.9% uptime.</p><table><tr><th colspan="2">Monthly uptime</th><th>Credit</th></tr>' +
        '<tr><td rowspan="2">all plans</td><td>&lt; 99.9% and &ge; 99.0%</td><td>10% of fees</td></tr><tr><td>&lt; 99.0%</td><td>20% of fees</td></tr></table>',
      'sla.html',
    );
    const credit = commitments[0]?.credit?.value;
    expect(credit?.rule === 'tiers' && credit.tiers.rows).toHaveLength(2);
  });
});

describe('DOCX', () => {
  const docx = (body: string) =>
    zipOf('word/document.xml', Buffer.from(`<w:document><w:body>${body}</w:body></w:document>`));
  const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;

  test('what was deleted is not read, and pending changes are told', () => {
    const file = docx(
      `<w:p>${run('We guarantee ')}<w:del><w:r><w:delText>99.99%</w:delText></w:r></w:del><w:ins>${run('99.5%')}</w:ins>${run(' monthly uptime.')}</w:p>`,
    );
    const { value, issues } = importText('sla.docx', file);
    expect(issues.map(({ code }) => code)).toEqual(['terms/import-tracked-changes']);
    expect(value?.rows.find(({ what }) => what === 'target')?.value).toBe('99.5 %');
  });

  test('hidden text is not read', () => {
    const file = docx(
      `<w:p>${run('We guarantee 99.5% monthly uptime.')}</w:p><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>We guarantee 99.99% monthly uptime.</w:t></w:r></w:p>`,
    );
    expect(importText('sla.docx', file).value?.rows.filter(({ what }) => what.startsWith('target'))).toHaveLength(1);
  });
});

describe('what cannot be read is refused with its remedy', () => {
  const cases: readonly (readonly [string, string | Uint8Array, string])[] = [
    ['empty.txt', '', 'terms/import-empty'],
    ['blank.md', ' \n\t\n', 'terms/import-empty'],
    ['scan.pdf', fixture('scan.pdf'), 'terms/import-no-text'],
    ['encrypted.pdf', fixture('encrypted.pdf'), 'terms/import-encrypted'],
    ['cut.pdf', fixture('northwind.pdf').subarray(0, 700), 'terms/import-damaged'],
    ['loop.pdf', '%PDF-1.4\n1 0 obj 2 0 R endobj 2 0 obj 1 0 R endobj trailer <</Root 1 0 R>>', 'terms/import-damaged'],
    ['deep.pdf', `%PDF-1.4\n1 0 obj ${'['.repeat(200_000)}`, 'terms/import-damaged'],
    ['bomb.docx', zipOf('word/document.xml', Buffer.alloc(60 * 1024 * 1024, 'a')), 'terms/import-bomb'],
    ['liar.docx', zipOf('word/document.xml', Buffer.alloc(60 * 1024 * 1024, 'a'), 1000), 'terms/import-bomb'],
    ['cut.docx', fixture('northwind.docx').subarray(0, 4000), 'terms/import-damaged'],
    ['other.zip', zipOf('hello.txt', Buffer.from('hello')), 'terms/import-not-a-document'],
    ['nested.docx', zipOf('word/document.xml', Buffer.from('<w:p>'.repeat(5000))), 'terms/import-too-deep'],
    ['deep.html', `${'<div>'.repeat(100_000)}We guarantee 99.9% uptime.`, 'terms/import-too-deep'],
    ['old.doc', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'terms/import-old-office'],
    [
      'noise.bin',
      Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256)),
      'terms/import-not-a-document',
    ],
    ['table.csv', '1,2,3\n'.repeat(1000), 'terms/import-not-a-document'],
    ['long.txt', 'uptime of 99.9 percent '.repeat(400_000), 'terms/import-too-large'],
  ];

  test.each(cases)('%s', (label, content, code) => {
    const begin = performance.now();
    const { value, issues } = readProse(proseFile(label, content), inflate);
    expect(performance.now() - begin).toBeLessThan(1000);
    expect(value).toBeNull();
    expect(issues.map((issue) => issue.code)).toEqual([code]);
    expect(issues[0]?.origin?.file).toBe(label);
    expect(issues[0]?.fix).toMatch(/\.$/);
  });

  test('a text without any promise is no SLA', () => {
    expect(importText('letter.txt', 'Dear all,\n\nthe picnic is on Friday.\n').issues.map(({ code }) => code)).toEqual([
      'terms/import-no-sla',
    ]);
  });

  test('characters that turn the writing are told', () => {
    expect(codesOf('sla.txt', 'We guarantee \u202e9.99\u202c uptime of at least 99.9% in any month.')).toEqual([
      'terms/import-hidden-characters',
    ]);
  });
});
