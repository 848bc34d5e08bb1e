// npm run bench [-- --rows 1000000,10000000] [--rounds 5] [--kinds csv,csv.gz,parquet]
// Makes the bills once (kept in .bench/), then runs every subject on every bill, interleaved, each in a fresh process,
// and prints medians and ratios as a Markdown table.
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { finished, pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { build } from 'esbuild';
import { COLUMNS, writeBill } from './generate-focus.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const STORE = here('../.bench/');
const MONTH_ROWS = 10_000_000;

/** What is compared. The first one is the yardstick. To add one, add a line. */
const SUBJECTS = [
  { name: 'bare DuckDB', argv: (bill) => [here('subjects/bare-duckdb.mjs'), bill] },
  { name: 'bare DuckDB, DECIMAL(18, 12)', argv: (bill) => [here('subjects/bare-duckdb.mjs'), bill, 'DECIMAL(18, 12)'] },
  { name: 'readBill', argv: (bill) => [here('subjects/ingest.mjs'), bill] },
  // The whole command: start-up, the EC2 terms, one outage of 12 hours in a region, the bill, the record.
  {
    name: 'makewhole report',
    argv: (bill) => [
      here('../bin/run.cjs'),
      ...['report', '--billing', bill, '--outages', here('outage.csv'), '--terms', 'aws/ec2'],
      ...['--currency', 'USD', '--as-of', '2025-11-10T00:00:00Z', '--json'],
    ],
    answer: (record) => {
      const { summary, billing } = JSON.parse(record);
      return JSON.stringify({
        rows: billing[0].rows.used,
        billed: billing[0].totals.billed,
        claimable: summary.credit.base,
      });
    },
  },
];

async function makeCsv(rows) {
  const path = `${STORE}focus-${rows}.csv`;
  if (existsSync(path)) return path;
  console.error(`making ${path}`);
  const stream = createWriteStream(`${path}.part`, { highWaterMark: 1 << 22 });
  await writeBill(rows, stream);
  stream.end();
  await finished(stream);
  renameSync(`${path}.part`, path);
  return path;
}

async function makeParquet(rows) {
  const path = `${STORE}focus-${rows}.parquet`;
  if (existsSync(path)) return path;
  if (rows > MONTH_ROWS) return makeYears(rows, path);
  const csv = await makeCsv(rows);
  console.error(`making ${path}`);
  const types = COLUMNS.map((name) => [
    name,
    /Cost$|Quantity$|UnitPrice$/.test(name)
      ? 'DECIMAL(38, 12)'
      : /Period(Start|End)$/.test(name)
        ? 'TIMESTAMP'
        : 'VARCHAR',
  ]);
  const columns = types.map(([name, type]) => `'${name}': '${type}'`).join(', ');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(
    `COPY (FROM read_csv('${csv}', header = true, columns = {${columns}})) TO '${path}.part' (FORMAT parquet, COMPRESSION zstd)`,
  );
  renameSync(`${path}.part`, path);
  return path;
}

async function makeGzip(rows) {
  const path = `${STORE}focus-${rows}.csv.gz`;
  if (existsSync(path)) return path;
  const csv = await makeCsv(rows);
  console.error(`making ${path}`);
  await pipeline(createReadStream(csv), createGzip({ level: 6 }), createWriteStream(`${path}.part`));
  renameSync(`${path}.part`, path);
  return path;
}

/** More than ten million rows: ten million of them, month after month back in time. */
async function makeYears(rows, path) {
  const month = await makeParquet(MONTH_ROWS);
  console.error(`making ${path}`);
  const periods = ['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargePeriodEnd'];
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '4GB' });
  const connection = await instance.connect();
  const months = Array.from({ length: rows / MONTH_ROWS }, (_, back) => {
    const moved = periods.map((name) => `${name} - INTERVAL ${back * 31} DAY AS ${name}`);
    return `SELECT * REPLACE (${moved.join(', ')}) FROM read_parquet('${month}')`;
  });
  await connection.run(`COPY (${months.join(' UNION ALL ')}) TO '${path}.part' (FORMAT parquet, COMPRESSION zstd)`);
  renameSync(`${path}.part`, path);
  return path;
}

/** Wall and CPU seconds, and the peak of resident memory in MB, of one fresh process. */
function runOnce(subject, bill) {
  const usage = `${STORE}usage.json`;
  // Node reads this file at every start; what is measured is not that.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const argv = ['--import', here('measure.mjs'), ...subject.argv(bill)];
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, {
    env: { ...env, BENCH_USAGE: usage },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const wall = (performance.now() - begin) / 1000;
  if (status !== 0) throw new Error(`${subject.name} failed on ${bill}: ${stderr}`);
  return { wall, ...JSON.parse(readFileSync(usage, 'utf8')), answer: subject.answer?.(stdout) ?? stdout.trim() };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function compare(bill, rounds) {
  const runs = new Map(SUBJECTS.map((subject) => [subject, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const subject of SUBJECTS) {
      const run = runOnce(subject, bill);
      // The first round warms the page cache and is not counted.
      if (round > 0) runs.get(subject).push(run);
    }
  }
  const rows = SUBJECTS.map((subject) => {
    const own = runs.get(subject);
    const of = (key) => median(own.map((run) => run[key]));
    return {
      name: subject.name,
      wall: of('wall'),
      cpu: of('cpu'),
      rss: of('rss'),
      peak: Math.max(...own.map((run) => run.rss)),
      answer: own[0].answer,
    };
  });
  const [yardstick] = rows;
  return rows.map((row) => ({ ...row, wallRatio: row.wall / yardstick.wall, cpuRatio: row.cpu / yardstick.cpu }));
}

function printTable(label, rows) {
  console.log(`\n### ${label}\n`);
  console.log('| subject | wall s | ratio | CPU s | ratio | RSS MB (median) | RSS MB (most) |');
  console.log('|---|---|---|---|---|---|---|');
  for (const { name, wall, wallRatio, cpu, cpuRatio, rss, peak } of rows) {
    console.log(
      `| ${name} | ${wall.toFixed(2)} | ${wallRatio.toFixed(2)} | ${cpu.toFixed(2)} | ${cpuRatio.toFixed(2)} | ${rss.toFixed(0)} | ${peak.toFixed(0)} |`,
    );
  }
  console.log(rows.map(({ name, answer }) => `\n- ${name}: \`${answer}\``).join(''));
}

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    kinds: { type: 'string', default: 'csv,parquet' },
  },
});
mkdirSync(STORE, { recursive: true });
await build({
  entryPoints: [here('../src/case/bill/read-bill.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  outdir: `${STORE}build`,
  logLevel: 'error',
});
const MAKERS = { csv: makeCsv, 'csv.gz': makeGzip, parquet: makeParquet };
for (const rows of values.rows.split(',').map(Number)) {
  for (const kind of values.kinds.split(',')) {
    const bill = await MAKERS[kind](rows);
    printTable(`${rows.toLocaleString('en-US')} rows, ${kind}`, compare(bill, Number(values.rounds)));
  }
}
