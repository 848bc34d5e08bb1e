import { spawnSync } from 'node:child_process';
import { copyFile, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bills, csv, HEADER, line, openBills, record } from './focus-bill.ts';

let bills: Bills;
beforeAll(async () => {
  bills = await openBills();
});
afterAll(() => bills.remove());

/** Has DuckDB write the rows of a CSV into another container. */
async function convert(text: string, name: string, options: string, columns = '*'): Promise<Buffer> {
  const { path } = await bills.put(text, `${name}.source.csv`);
  const target = join(bills.folder, name);
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(
    `COPY (SELECT ${columns} FROM read_csv('${path}', all_varchar = true, parallel = false)) TO '${target}' (${options})`,
  );
  connection.closeSync();
  return readFile(target);
}

const half = (from: number) =>
  Array.from({ length: 1000 }, (_, index) => line({ BilledCost: `${from + index}.000001` }));
const FIRST = csv(...half(0));
const SECOND = `${half(1000).join('\n')}\n`;
const TOTAL = '1999000.002';

describe('gzip', () => {
  it('in several members is read to its end', async () => {
    const { billed, codes } = await bills.read(Buffer.concat([gzipSync(FIRST), gzipSync(SECOND)]));
    expect([billed, codes]).toEqual([TOTAL, []]);
  });

  it.each([
    ['cut in its last member', Buffer.concat([gzipSync(FIRST), gzipSync(SECOND).subarray(0, -40)])],
    ['cut by one byte', gzipSync(FIRST).subarray(0, -1)],
    ['followed by other bytes', Buffer.concat([gzipSync(FIRST), Buffer.from('other bytes')])],
  ])('%s is refused', async (_, content) => {
    const { codes, reading } = await bills.read(content);
    expect(codes).toEqual(['damaged-gzip']);
    expect(reading.value).toEqual({ files: [], charges: [] });
  });
});

describe('Zstandard', () => {
  /** Three rows of 6.75 in all, written by `zstd --check`; DuckDB and Node 20 write no checksum. */
  const CHECKED = Buffer.from(
    'KLUv/QRovQYAYgwnGWB5AzAjNrVCoQ46+UPg4h9+1Gt1sqFoWCVEE3KYXQwT8L6gvS96pVwUvqWQMXUBfy1VSHv+PM4q0ohTnJ5RTEnriHGSUYhSKGacvUhUdzEHCXT2s/f3wr40ft3PYo+6Np39zKPr9UF7oXaOPn49eF0Kr808U8WzSzWla8fkS7NU7V+Hwqvzez8l6z7jdxz8fDmGMZ2xVapv2ycBFyBgRIozHYaPUAOQaydKlL31plcbKPWspiTD5UQlIcwFwsmC71HJloRVeSCyYOSc/JSuRZLFFZkcy7/l',
    'base64',
  );
  const skippable = Buffer.from('502a4d1804000000aaaaaaaa', 'hex');
  let first: Buffer;
  let second: Buffer;
  beforeAll(async () => {
    first = await convert(FIRST, 'first.csv.zst', 'FORMAT csv, COMPRESSION zstd');
    second = await convert(`${HEADER}\n${SECOND}`, 'second.csv.zst', 'FORMAT csv, COMPRESSION zstd, HEADER false');
  });

  it('is read with and without a checksum, in one frame, in several, and past frames to be left out', async () => {
    expect((await bills.read(CHECKED)).billed).toBe('6.75');
    expect((await bills.read(first)).billed).toBe('499500.001');
    expect((await bills.read(Buffer.concat([first, second]))).billed).toBe(TOTAL);
    expect((await bills.read(Buffer.concat([first, skippable, second, skippable]))).billed).toBe(TOTAL);
    expect((await bills.read(Buffer.concat([skippable, first]))).billed).toBe('499500.001');
  });

  it('cut anywhere gives no figures at all', async () => {
    const whole = Buffer.concat([first, second]);
    const cuts = [1, 2, 3, 4, 5, 9].flatMap((less) => [whole.length - less, first.length + less]);
    const places = [...cuts, first.length - 1, first.length >> 1, first.length + (second.length >> 1)];
    for (const end of places) {
      const { codes, reading } = await bills.read(whole.subarray(0, end));
      expect([end, codes, reading.value.files, reading.value.charges]).toEqual([end, ['damaged-zstd'], [], []]);
    }
  });

  it('cut inside its checksum is refused, which DuckDB takes for whole', async () => {
    for (const less of [1, 2, 3, 4])
      expect((await bills.read(CHECKED.subarray(0, -less))).codes).toEqual(['damaged-zstd']);
  });

  it('followed by other bytes is refused', async () => {
    expect((await bills.read(Buffer.concat([first, Buffer.from('other bytes')]))).codes).toEqual(['damaged-zstd']);
  });

  it('with a bit flipped gives its own total or none, where it has a checksum', async () => {
    for (let at = 4; at < CHECKED.length; at += 5) {
      const flipped = Buffer.from(CHECKED);
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (at % 8)), at);
      const { billed, codes } = await bills.read(flipped);
      if (billed === null) expect(codes.length).toBeGreaterThan(0);
      else expect([at, billed, codes]).toEqual([at, '6.75', []]);
    }
  });
});

describe('JSON', () => {
  const rows = Array.from({ length: 3000 }, (_, index) =>
    record({ BilledCost: `${index}.5`, ResourceId: `i-${index}` }),
  );
  const written = {
    'a record a line': rows.map((row) => JSON.stringify(row)).join('\n'),
    'one list on one line of more than a megabyte': JSON.stringify(rows),
    'one list, indented': JSON.stringify(rows, null, 1),
    'documents of several lines': rows.map((row) => JSON.stringify(row, null, 1)).join('\n'),
    'the data of an answer': JSON.stringify({ data: rows }),
  };

  it.each(Object.entries(written))('as %s is read plain and packed, and refused when damaged', async (_, text) => {
    for (const whole of [text, `\uFEFF${text}`, text.replaceAll('\n', '\r\n'), gzipSync(text)])
      expect((await bills.read(whole)).billed).toBe('4500000');
    const middle = text.length >> 1;
    const damaged = [
      text.slice(0, middle),
      `${text}]`,
      `${text}x`,
      `${text.slice(0, middle)}\0${text.slice(middle + 1)}`,
    ];
    for (const content of damaged) {
      const { codes, reading } = await bills.read(content);
      expect([codes, reading.value.charges]).toEqual([['damaged-json'], []]);
    }
    expect((await bills.read(gzipSync(text).subarray(0, -3000))).reading.value.files).toEqual([]);
  });

  it('as numbers is read by the digits that are written; more of them than a double keeps are said so', async () => {
    const lines = ['0.1', '0.2', '12345.678901', '1e-9', '18446744073709551615'].map((cost) =>
      JSON.stringify(record()).replace('"BilledCost":"1"', `"BilledCost":${cost}`),
    );
    const exact = await bills.read(lines.join('\n'));
    expect([exact.billed, exact.codes]).toEqual(['18446744073709563960.978901001', []]);
    const long = JSON.stringify(record()).replace('"BilledCost":"1"', '"BilledCost":0.12345678901234567891');
    const { codes, reading } = await bills.read(long);
    expect(codes).toEqual(['rounded-numbers']);
    expect(reading.issues[0]?.message).toContain('0.12345678901234567891');
    const asText = await bills.read(JSON.stringify(record({ BilledCost: '0.12345678901234567891' })));
    expect([asText.billed, asText.codes]).toEqual(['0.12345678901234567891', []]);
  });

  it('nested without end is refused before DuckDB, which it would end, sees it', async () => {
    const deep = JSON.stringify(record()).replace('"made up"', `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect((await bills.read(deep)).codes).toEqual(['bad-header']);
    const quoted = await bills.read(JSON.stringify(record({ ChargeDescription: '['.repeat(100_000) })));
    expect(quoted.billed).toBe('1');
  });

  it('with a key twice, or with what is no record, is refused', async () => {
    const twice = JSON.stringify(record()).replace('{', '{"BilledCost":"7",');
    for (const odd of [twice, '5', '[1, 2]', JSON.stringify([record()])]) {
      const { reading } = await bills.read(`${JSON.stringify(record())}\n${odd}\n`);
      expect(reading.issues[0]?.severity).toBe('error');
      expect(reading.value.charges).toEqual([]);
    }
  });
});

describe('Parquet', () => {
  /** Forty rows of 780.00234 in all, written by pyarrow 25 with a checksum for every page. */
  const CHECKED = fileURLToPath(new URL('../../fixtures/billing/page-checksums.parquet', import.meta.url));

  it('cut off, or with a footer that is none, is refused', async () => {
    const good = await convert(FIRST, 'good.parquet', 'FORMAT parquet');
    const footer = good.length - 8 - good.readUInt32LE(good.length - 8);
    const hollow = Buffer.from(good).fill(0xff, footer, good.length - 8);
    const longer = Buffer.from(good);
    longer.writeUInt32LE(0x7fffffff, good.length - 8);
    const shifted = Buffer.concat([good.subarray(0, 4), good.subarray(500)]);
    for (const content of [good.subarray(0, -100), good.subarray(0, 5000), hollow, longer, shifted])
      expect((await bills.read(content)).codes).toEqual(['damaged-parquet']);
  });

  it('damaged inside is refused wherever its pages have checksums, which DuckDB does not compare', async () => {
    const good = await readFile(CHECKED);
    expect((await bills.read(good)).billed).toBe('780.00234');
    const footer = good.length - 8 - good.readUInt32LE(good.length - 8);
    let refused = 0;
    for (let at = 4; at < footer; at += 67) {
      const flipped = Buffer.from(good);
      flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (at % 8)), at);
      const { billed, codes } = await bills.read(flipped);
      if (codes.includes('damaged-parquet')) refused += 1;
      // A bit of the statistics in a page header, or between the pages: nothing that is read.
      else expect([at, billed]).toEqual([at, '780.00234']);
    }
    expect(refused).toBeGreaterThan(40);
  });

  it('without checksums can be damaged unnoticed: only its fingerprint tells', async () => {
    const good = await convert(FIRST, 'bare.parquet', 'FORMAT parquet, COMPRESSION uncompressed, PARQUET_VERSION V1');
    // One digit of one amount, in the dictionary of the column.
    const at = good.indexOf('777.000001');
    const flipped = Buffer.from(good);
    flipped.write('1', at);
    const [before, after] = [await bills.read(good), await bills.read(flipped)];
    expect([before.billed, after.billed, after.codes]).toEqual(['499500.001', '498900.001', []]);
    expect(after.reading.inputs[0]?.sha256).not.toBe(before.reading.inputs[0]?.sha256);
  });
});

describe('text', () => {
  const two = csv(line({ BilledCost: '1' }), line({ BilledCost: '2' }));

  it.each([
    ['semicolons', two.replaceAll(',', ';')],
    ['tabs', two.replaceAll(',', '\t')],
    ['a byte order mark, semicolons and CRLF', `\uFEFF${two.replaceAll(',', ';').replaceAll('\n', '\r\n')}`],
    ['carriage returns alone', two.replaceAll('\n', '\r')],
    ['no newline at its end', two.trimEnd()],
    ['empty lines', two.replaceAll('\n', '\n\n')],
    ['columns beyond those that are known', two.replaceAll('made up', 'made up,').replace(/$/m, ',')],
  ])('with %s is read', async (_, content) => {
    const { billed, codes } = await bills.read(content);
    expect([billed, codes]).toEqual(['3', []]);
  });

  it.each([
    ['CRLF, then LF', `${HEADER}\r\n${line()}\n${line()}\r\n`],
    ['LF, then CRLF', `${HEADER}\n${line()}\r\n${line()}\r\n`],
    ['a carriage return in a bare cell', csv(line({ ChargeDescription: 'a\rb' }), line())],
    ['one CRLF deep in a large file', csv(...half(0), `${line()}\r`, ...half(0))],
  ])('with line ends of several kinds, %s, is refused with the reason', async (_, content) => {
    const { codes, reading } = await bills.read(content);
    expect([codes, reading.value.files]).toEqual([['mixed-line-ends'], []]);
  });

  it('without rows has no totals, and says so', async () => {
    for (const content of [HEADER, `${HEADER}\n`, `${HEADER}\r\n`]) {
      const { codes, rows, billed } = await bills.read(content);
      expect([codes, rows, billed]).toEqual([['no-rows'], { read: 0, used: 0, rejected: 0 }, null]);
    }
  });

  it.each([
    ['only newlines', '\n\n\n', 'bad-header'],
    ['only a byte order mark', '\uFEFF', 'bad-header'],
    ['an empty first line', `\n${two}`, 'bad-header'],
    ['UTF-16 without a mark', Buffer.from(two, 'utf16le'), 'unsupported-container'],
    ['UTF-16, big end first, without a mark', Buffer.from(two, 'utf16le').swap16(), 'unsupported-container'],
    ['UTF-16 in gzip', gzipSync(Buffer.from(`\uFEFF${two}`, 'utf16le')), 'bad-header'],
    ['gzip in gzip', gzipSync(gzipSync(two)), 'bad-header'],
    ['a ZIP archive', Buffer.from('504b0304140000000800', 'hex'), 'unsupported-container'],
  ])('of %s is refused', async (_, content, code) => {
    const { codes, reading } = await bills.read(content);
    expect([codes, reading.value.files]).toEqual([[code], []]);
    expect(reading.issues[0]?.fix).toBeTruthy();
  });

  it.each(['bill.csv.gz', 'bill.csv.zst', 'bill.parquet', 'bill.json', 'bill.xlsx'])(
    'is told by its content, were it called %s',
    async (name) => {
      expect((await bills.read(await bills.put(two, name))).billed).toBe('3');
      expect((await bills.read(await bills.put(gzipSync(two), name))).billed).toBe('3');
    },
  );
});

describe('names and kinds of files', () => {
  const content = csv(line({ BilledCost: '5' }));

  it.each([
    'with spaces.csv',
    'ünï✓.csv',
    "o'clock.csv",
    'say "so".csv',
    'back\\slash.csv',
    'new\nline.csv',
    'a{b,c};d.csv',
    '\u202Ertl.csv',
    '~.csv',
    's3:x.csv',
    'y=2025.csv',
  ])('%j is one file like any other', async (name) => {
    expect((await bills.read(await bills.put(content, name))).billed).toBe('5');
  });

  it('a name that is a pattern means the file of that name, not its neighbors', async () => {
    const neighbors = [
      await bills.put(csv(line({ BilledCost: '100', ResourceId: 'i-1' })), 'part1.csv'),
      await bills.put(csv(line({ BilledCost: '200', ResourceId: 'i-2' })), 'part2.csv'),
    ];
    for (const name of ['part*.csv', 'part?.csv', 'part[12].csv', 'part[*].csv']) {
      const { reading } = await bills.read([await bills.put(content, name), ...neighbors]);
      const [first] = reading.value.files;
      expect([name, first?.rows.read, reading.issues.map(({ code }) => code)]).toEqual([name, 1, []]);
      expect(reading.value.charges.map(({ BilledCost }) => BilledCost?.valueOf())).toEqual([5, 100, 200]);
    }
    await convert(content, 'rows1.parquet', 'FORMAT parquet');
    await convert(csv(line({ BilledCost: '7' })), 'source.parquet', 'FORMAT parquet');
    const starred = join(bills.folder, "a'b rows*.parquet");
    await copyFile(join(bills.folder, 'source.parquet'), starred);
    expect((await bills.read({ label: 'starred', path: starred })).billed).toBe('7');
  });

  it('a link to a file elsewhere is read: the user named it', async () => {
    const elsewhere = await openBills();
    const { path } = await elsewhere.put(content);
    await symlink(path, join(bills.folder, 'link.csv'));
    expect((await bills.read({ label: 'link', path: join(bills.folder, 'link.csv') })).billed).toBe('5');
    await elsewhere.remove();
  });

  it('a pipe is refused at once, were nobody ever to write to it', async ({ skip }) => {
    const path = join(bills.folder, 'pipe.csv');
    if (spawnSync('mkfifo', [path]).status !== 0) skip('no mkfifo here');
    expect((await bills.read({ label: 'pipe', path })).codes).toEqual(['unreadable-file']);
  });

  it('a device is refused', async ({ skip }) => {
    if (process.platform === 'win32') skip('no devices here');
    expect((await bills.read({ label: 'zero', path: '/dev/zero' })).codes).toEqual(['unreadable-file']);
  });

  it('bytes of no kind are refused', async () => {
    await writeFile(join(bills.folder, 'noise'), Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 89) % 256)));
    const { reading } = await bills.read({ label: 'noise', path: join(bills.folder, 'noise') });
    expect(reading.issues.map(({ severity }) => severity)).toEqual(['error']);
  });
});
