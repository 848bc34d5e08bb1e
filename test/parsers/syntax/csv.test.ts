import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codes } from '../../../src/parsers/outages/codes.ts';
import { type CsvColumns, csvHeader, readCsv } from '../../../src/parsers/syntax/csv.ts';

const COLUMNS: CsvColumns = { required: ['a', 'b'], optional: ['c'] };
const read = (text: string, columns = COLUMNS) => readCsv({ label: 'x.csv', text }, columns, codes);
const cellsOf = (text: string) => read(text).value?.rows.map((row) => [...row.cells.values()]);
const problems = (text: string) =>
  read(text).issues.map(({ code, severity, origin }) => `${severity} ${code} ${origin?.line}`);

describe('a CSV file', () => {
  it('gives rows with the line they begin on, also behind blank lines and line breaks in quotes', () => {
    const { value } = read('a,b\n1,2\n\n3,"x\ny"\n5,6\n');
    expect(value?.rows.map((row) => row.line)).toEqual([2, 4, 6]);
    expect(value?.rows[1]?.cells.get('b')).toBe('x\ny');
  });

  it('knows the column of a cell, behind quoted commas too', () => {
    const { value } = read('a,b\n"1,1",2\n');
    const row = value?.rows[0];
    expect(row && value?.originOf(row, 'b')).toEqual({ file: 'x.csv', line: 2, column: 7 });
    expect(row && value?.originOf(row)).toEqual({ file: 'x.csv', line: 2 });
  });

  it.each([
    ['a byte order mark', '\uFEFFa,b\n1,2\n'],
    ['Windows line breaks', 'a,b\r\n1,2\r\n'],
    ['capitals and spaces in the header', 'A , B\n1,2\n'],
    ['no line break at the end', 'a,b\n1,2'],
  ])('is read the same with %s', (_what, text) => {
    expect(cellsOf(text)).toEqual([['1', '2']]);
    expect(problems(text)).toEqual([]);
  });

  it('keeps a header named __proto__ as a name like others', () => {
    const { value } = read('__proto__,a,b\nevil,1,2\n');
    expect(value?.rows[0]?.cells.get('__proto__')).toBe('evil');
    expect(({} as Record<string, unknown>).evil).toBeUndefined();
    expect(problems('__proto__,a,b\nevil,1,2\n')).toEqual(['note outages/unknown-column 1']);
  });

  it.each([
    ['an empty file', '', 'error outages/empty-file 1'],
    ['only line breaks', '\n\n\n', 'error outages/empty-file 1'],
    ['a column twice', 'a,b,a\n1,2,3\n', 'error outages/duplicate-header 1'],
    ['a missing column', 'a,c\n1,2\n', 'error outages/missing-column 1'],
  ])('is refused with %s', (_what, text, problem) => {
    expect(read(text).value).toBeNull();
    expect(problems(text)).toContain(problem);
  });

  it('rejects ragged rows with their line and reads the others', () => {
    const text = 'a,b\n1,2,3\n4\n5,6\n';
    expect(cellsOf(text)).toEqual([['5', '6']]);
    expect(problems(text)).toEqual(['error outages/ragged-row 2', 'error outages/ragged-row 3']);
    expect(read(text).value?.rejected).toEqual([{ reason: 'another number of cells than the header', rows: 2 }]);
  });

  it('loses no row behind broken quotes', () => {
    const text = 'a,b\n"1"x,2\n3,4\nb"q,5\n6,7\n8,"never closed\n9,10\n';
    expect(cellsOf(text)).toEqual([
      ['3', '4'],
      ['6', '7'],
      ['9', '10'],
    ]);
    expect(problems(text)).toEqual([
      'error outages/csv-syntax 2',
      'error outages/csv-syntax 4',
      'error outages/csv-syntax 6',
    ]);
  });

  it('rejects a row of 10 MB by its line, quickly, and reads on', () => {
    const text = `a,b\n1,${'x'.repeat(10_000_000)}\n3,4\n`;
    const begin = performance.now();
    expect(cellsOf(text)).toEqual([['3', '4']]);
    expect(performance.now() - begin).toBeLessThan(5000);
    expect(problems(text)).toEqual(['error outages/csv-syntax 2']);
  });

  it('takes a last line that was cut off as a warning', () => {
    expect(cellsOf('a,b\n1,2\n3')).toEqual([['1', '2']]);
    expect(problems('a,b\n1,2\n3')).toEqual(['warning outages/truncated-line 3']);
  });

  it('stops at a file full of broken rows and says so', () => {
    const { issues } = read(`a,b\n${'"1"x,2\n'.repeat(5000)}`);
    expect(issues.some(({ message }) => message.includes('again'))).toBe(true);
    expect(issues.length).toBeLessThan(20);
  });

  it('reads back what was quoted by the rules', () => {
    const cell = fc.string().map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = `a,b\n${rows.map((row) => row.map(quote).join(',')).join('\n')}\n`;
        expect(cellsOf(text)).toEqual(rows);
      }),
    );
  });

  it('never throws, and counts what it rejects', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', '\r', '\0', ' ', '\u202E') }), (body) => {
        const { value, issues } = read(`a,b\n${body}`);
        const rejected = value?.rejected.reduce((sum, { rows }) => sum + rows, 0) ?? 0;
        expect(issues.filter(({ severity }) => severity !== 'note').length > 0).toBe(rejected > 0);
      }),
    );
  });
});

it('csvHeader reads the names of the first line only', () => {
  expect(csvHeader({ label: 'x', text: '\uFEFF"Ts" ,target\r\nok,1' })).toEqual(['ts', 'target']);
});
