import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BillSession, withSession } from '../../../src/case/bill/session.ts';
import { printIssues } from '../../../src/case/print-issues.ts';
import { bindColumns } from '../../../src/parsers/billing/columns.ts';
import type { BillHeader } from '../../../src/parsers/billing/format.ts';
import { billLinesQuery, groupQuery, rejectedRowsQuery } from '../../../src/parsers/billing/query.ts';
import { formats } from '../../../src/parsers/billing/registry.ts';
import { billTable } from '../../../src/parsers/billing/source.ts';
import { BIN, startCli } from '../../commands/run-cli.ts';
import { type Bills, COLUMNS, cells, csv, HEADER, line, openBills } from './focus-bill.ts';

let bills: Bills;
let given: string;
let other: string;
beforeAll(async () => {
  bills = await openBills();
  given = (await bills.put(csv(line()), 'given.csv')).path;
  other = (await bills.put(csv(line()), 'other.csv')).path;
});
afterAll(() => bills.remove());

describe('a session', () => {
  const refused = (session: BillSession, sql: string) =>
    session.query(sql).then(
      () => `let pass: ${sql}`,
      (error: Error) =>
        /^(Permission|Invalid Input|Invalid Configuration) Error/.test(error.message) ? 'refused' : error.message,
    );

  it('reads the given file and no other, by no way of naming it', async () => {
    await withSession([given], async (session) => {
      expect(await session.query(`SELECT count(*) FROM read_csv('${given}')`)).toEqual([['1']]);
      const elsewhere = [
        other,
        '/etc/passwd',
        join(bills.folder, '*.csv'),
        join(bills.folder, 'given.csv/../other.csv'),
        `${bills.folder}/../${bills.folder.split('/').at(-1)}/other.csv`,
      ];
      const readers = [
        'read_csv',
        'read_text',
        'read_blob',
        'read_parquet',
        'read_json',
        'glob',
        'sniff_csv',
        'parquet_metadata',
      ];
      for (const path of elsewhere)
        for (const reader of readers)
          expect(await refused(session, `SELECT * FROM ${reader}('${path}')`)).toBe('refused');
    });
  });

  it('reaches no network, loads no extension, keeps no secret', async () => {
    await withSession([given], async (session) => {
      for (const sql of [
        "SELECT * FROM read_csv('https://localhost:1/a.csv')",
        "SELECT * FROM read_parquet('s3://bucket/a.parquet')",
        "SELECT * FROM read_csv('hf://datasets/a/b.csv')",
        'INSTALL httpfs',
        'FORCE INSTALL httpfs',
        'LOAD httpfs',
        "LOAD '/tmp/made-up.duckdb_extension'",
        'CREATE SECRET (TYPE s3)',
      ])
        expect([sql, await refused(session, sql)]).toEqual([sql, 'refused']);
      const settings = await session.query(
        "SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%known_extensions' OR name = 'enable_external_access' ORDER BY name",
      );
      expect(settings).toEqual([
        ['autoinstall_known_extensions', 'false'],
        ['autoload_known_extensions', 'false'],
        ['enable_external_access', 'false'],
      ]);
    });
  });

  it('writes nowhere else', async () => {
    const target = join(bills.folder, 'written');
    await withSession([given], async (session) => {
      for (const sql of [
        `ATTACH '${target}'`,
        `COPY (SELECT 1) TO '${target}'`,
        `COPY (SELECT 1) TO '${given}'`,
        `COPY (SELECT 1) TO '${other}' (USE_TMP_FILE false)`,
        `EXPORT DATABASE '${target}'`,
        `IMPORT DATABASE '${bills.folder}'`,
      ])
        expect([sql, await refused(session, sql)]).toEqual([sql, 'refused']);
    });
    expect(existsSync(target)).toBe(false);
    expect(await readFile(given, 'utf8')).toBe(csv(line()));
  });

  it('changes no setting once it is open', async () => {
    await withSession([given], async (session) => {
      for (const sql of [
        'SET enable_external_access = true',
        'SET lock_configuration = false',
        "SET memory_limit = '10GB'",
        'RESET memory_limit',
        "PRAGMA memory_limit = '10GB'",
        "SET allowed_paths = ['/etc/passwd']",
        "SET temp_directory = '/tmp'",
        'SET autoload_known_extensions = true',
        `SET log_query_path = '${join(bills.folder, 'log')}'`,
        `PRAGMA profiling_output = '${join(bills.folder, 'profile')}'`,
      ])
        expect([sql, await refused(session, sql)]).toEqual([sql, 'refused']);
    });
  });

  it('holds its memory limit, and spills into a folder that only the owner can open and that goes with it', async () => {
    const own = await mkdtemp(join(tmpdir(), 'own-'));
    vi.stubEnv('TMPDIR', own);
    try {
      const before = process.memoryUsage().rss;
      await withSession([], async (session) => {
        const [spill = ''] = await readdir(own);
        expect((await stat(join(own, spill))).mode & 0o777).toBe(0o700);
        const groups = 'SELECT md5(range::VARCHAR) || range AS a, count(*) AS b FROM range(5000000) GROUP BY a';
        expect(await session.query(`SELECT count(*), sum(b)::VARCHAR FROM (${groups})`)).toEqual([
          ['5000000', '5000000'],
        ]);
        const much = session.query(`SELECT list(a) FROM (${groups})`);
        await expect(much).rejects.toThrow('Out of Memory');
      });
      expect(process.memoryUsage().rss - before).toBeLessThan(700_000_000);
      expect(await readdir(own)).toEqual([]);
      await expect(withSession([], () => Promise.reject(new Error('made up')))).rejects.toThrow('made up');
      expect(await readdir(own)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      await rm(own, { recursive: true });
    }
  });

  it('outlives a failed assertion of DuckDB: the other files of a case are still read', async () => {
    const bad = join(bills.folder, 'assertion.csv');
    await writeFile(bad, Buffer.from('a,b,c\n1,2,\xff\n', 'latin1'));
    await withSession([given, bad], async (session) => {
      const options =
        "auto_detect = false, header = true, store_rejects = true, columns = {'a': 'VARCHAR', 'b': 'VARCHAR', 'c': 'VARCHAR'}";
      await expect(session.query(`SELECT c FROM read_csv('${bad}', ${options})`)).rejects.toThrow('INTERNAL');
      expect(await session.query(`SELECT count(*) FROM read_csv('${given}')`)).toEqual([['1']]);
      expect(await refused(session, `SELECT * FROM read_csv('${other}')`)).toBe('refused');
    });
  });
});

describe('a run that is ended while it reads', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s leaves nothing behind and exits with %i', async (signal, code) => {
    if (!existsSync(join(BIN, '../../dist/cli/main.js'))) throw new Error('not built: npm run build');
    const large = join(bills.folder, 'large.csv');
    if (!existsSync(large)) {
      const file = await open(large, 'w');
      await file.write(`${HEADER}\n`);
      const part = `${Array.from({ length: 20_000 }, () => line({ ChargeDescription: 'x'.repeat(100) })).join('\n')}\n`;
      for (let count = 0; count < 60; count += 1) await file.write(part);
      await file.close();
    }
    const own = await mkdtemp(join(tmpdir(), 'own-'));
    vi.stubEnv('TMPDIR', own);
    const child = startCli(['inspect', large], bills.folder);
    vi.unstubAllEnvs();
    const ended = once(child, 'close');
    try {
      for (let waited = 0; (await readdir(own)).length === 0 && waited < 30_000; waited += 20)
        await new Promise((resolve) => setTimeout(resolve, 20));
      // Into the scan: opening DuckDB takes a few hundredths of a second, the scan of this file more than one.
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(await readdir(own)).toHaveLength(1);
      child.kill(signal);
      expect(await ended).toEqual([code, null]);
      expect(await readdir(own)).toEqual([]);
    } finally {
      child.kill('SIGKILL');
      await rm(own, { recursive: true, force: true });
    }
  });
});

describe('the SQL that is run', () => {
  const needs = {
    detail: [{ ResourceId: ["i-'*"], x_InstanceType: ['p5*'] }],
    windows: [{ begin: 0, end: 1 }],
    credits: true,
    overview: true,
  };

  it.each(formats.map((format) => [format.id, format] as const))(
    'for %s divides nothing and writes nothing',
    (_, format) => {
      const names = [...new Set([...format.required.flat(), ...format.signature])];
      const columns = names.map((name) => ({ name, type: 'VARCHAR' }));
      const header: BillHeader = { container: 'csv', columns };
      const probes = Object.values(format.probes?.(bindColumns(header, format), header) ?? {});
      const plain = {
        header,
        table: billTable('/made/up.csv', 'csv', header, { records: true, rejects: 'rejects_1' }),
      };
      const source = format.reshape ? format.reshape(plain) : plain;
      const sql = [
        ...probes,
        groupQuery(source, format, needs).sql,
        rejectedRowsQuery(source, format, 20),
        billLinesQuery(source, format, { selector: {}, window: null }, 5).sql,
      ].join('\n');
      // Texts out of the way: they may hold anything.
      const code = sql.replace(/'(?:[^']|'')*'/g, "''").replace(/"(?:[^"]|"")*"/g, '""');
      expect(code).toContain('sum(');
      expect(code).not.toMatch(/\bavg\s*\(|\bmean\s*\(|\bfavg\s*\(|\bfsum\s*\(|\bround(_even)?\s*\(|[^/]\/[^/]/i);
      expect(code).not.toMatch(/\b(COPY|ATTACH|INSTALL|LOAD|EXPORT|IMPORT|INSERT|UPDATE|DELETE|SET|PRAGMA|CALL)\b/i);
      expect(code).not.toContain(';');
    },
  );
});

describe('hostile text', () => {
  const ESCAPES = '\u001b[2J\u001b]0;title\u0007\u202Eevil\u0085\u200B\u009b31m';
  /** Control, format and private characters, and the two line ends that are none of these. */
  const unsafe = (text: string) => text.replaceAll('\n', '').match(/[\p{C}\u2028\u2029]/u);

  it.each([
    ['a cell', csv(line({ BilledCost: ESCAPES }))],
    ['a time', csv(line({ ChargePeriodStart: ESCAPES }))],
    ['a row that cannot be split', csv(line(), `${ESCAPES},2`)],
    ['a header of no format', `${ESCAPES},b\n1,2\n`],
    ['a column named twice', `${HEADER},${ESCAPES},${ESCAPES}\n${line()},1,2\n`],
    ['what follows a closing quote', csv(line({ ChargeDescription: `"a"${ESCAPES}` }))],
    ['a currency', csv(line(), line({ BillingCurrency: ESCAPES }))],
    ['JSON', `{"a": ${ESCAPES}`],
  ])('in %s never reaches the terminal', async (_, content) => {
    const bill = await bills.put(content, 'hostile.csv');
    const { reading } = await bills.read({ ...bill, label: `hostile${ESCAPES}.csv` });
    expect(reading.issues.length).toBeGreaterThan(0);
    expect(unsafe(printIssues(reading.issues))).toBeNull();
  });

  it('passes through unharmed where it is data', async () => {
    const needs = { detail: [{}], windows: [] };
    const odd = [
      '=HYPERLINK("http://made.up")',
      '@SUM(1+1)*cmd',
      "i-'); DROP TABLE x; --",
      'a\0b',
      '__proto__',
      '\u202Ei',
      '%_\\',
    ];
    const quoted = odd.map((text) => line({ ResourceId: `"${text.replaceAll('"', '""')}"` }));
    const { reading, codes } = await bills.read(csv(...quoted), { needs });
    expect(codes).toEqual([]);
    expect(reading.value.charges.map(({ ResourceId }) => ResourceId).sort()).toEqual([...odd].sort());
  });

  it('in names of columns is a name', async () => {
    const names = ['a""b]c[d', 'x\ny', 'n\0l', '__proto__', 'constructor', "'); DROP TABLE x; --", '$name', '*', '🚀'];
    const header = `${HEADER},${names.map((name) => `"${name}"`).join(',')}`;
    const { billed, codes } = await bills.read(`${header}\n${line()}${',1'.repeat(names.length)}\n`);
    expect([billed, codes]).toEqual(['1', []]);
    const keys = Object.fromEntries([
      ...names.map((name) => [name.replace('\0', ''), '1']),
      ...COLUMNS.map((name, at) => [name, cells()[at]]),
    ]);
    expect((await bills.read(`${JSON.stringify(keys)}\n`)).billed).toBe('1');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('of many columns is read up to a limit', async () => {
    const wide = (count: number) => {
      const more = Array.from({ length: count - COLUMNS.length }, (_, at) => `c${at}`);
      return `${HEADER},${more.join(',')}\n${line()},${more.join(',')}\n`;
    };
    expect((await bills.read(wide(4096))).billed).toBe('1');
    expect((await bills.read(wide(4097))).codes).toEqual(['too-many-columns']);
  });

  it('that is no UTF-8 rejects its row, wherever it stands', async () => {
    const latin = (row: string) => Buffer.from(csv(line(), row, '1,2,3'), 'latin1');
    for (const row of [
      line({ ServiceName: 'stra\xdfe' }),
      line({ ResourceId: '\xff\xfe' }),
      line({ ChargeDescription: '\xe9' }),
    ]) {
      const { rows, codes } = await bills.read(latin(row));
      expect([rows, codes]).toEqual([{ read: 3, used: 1, rejected: 2 }, ['malformed-row', 'malformed-row']]);
    }
  });
});
