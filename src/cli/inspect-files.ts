import { resolve } from 'node:path';
import { findFiles } from '../case/find-files.ts';
import type { Inspection } from '../case/inspect/inspection.ts';
import { inspectFile } from '../case/inspect.ts';
import { readMapping } from '../case/read-mapping.ts';
import type { Issue } from '../engine/records/issue.ts';
import { escapeTerminal } from '../reports/escape/terminal.ts';
import { exitCode } from './exit-codes.ts';
import { sayIssues, showProgress } from './say.ts';

export interface InspectFlags {
  readonly json: boolean;
  readonly zone?: string;
  /** A mapping file for bills of no known format. */
  readonly columns?: string;
  readonly decimalComma?: boolean;
}

/** `makewhole inspect`. A file that cannot be read stops none of the others. Returns the exit code. */
export async function inspectFiles(
  named: readonly string[],
  { json, zone, columns, decimalComma }: InspectFlags,
): Promise<number> {
  const mapping = columns === undefined ? null : readMapping(process.cwd(), columns);
  if (mapping && !mapping.value) {
    sayIssues(mapping.issues);
    return exitCode('refused');
  }
  const bill = { mapped: mapping?.value ?? undefined, decimalComma };
  const inspected: Inspection[] = [];
  const missing: Issue[] = [];
  const seen = new Set<string>();
  const progress = showProgress(process.stderr, process.env);
  for (const name of named) {
    const { value: files, issues } = findFiles(
      process.cwd(),
      name,
      {
        origin: { file: 'command line' },
        excerpt: name,
      },
      { folders: true },
    );
    missing.push(...issues);
    for (const { label, path } of files) {
      // A shell's ** names a folder and, beside it, what is in it.
      if (seen.has(path)) continue;
      seen.add(path);
      const file = { label: resolve(name) === path ? name : label, path };
      inspected.push(await inspectFile(file, { zone, bill, onProgress: progress.show }));
    }
  }
  progress.clear();
  if (json) process.stdout.write(`${JSON.stringify({ files: inspected }, null, 2)}\n`);
  else process.stdout.write(inspected.map(describe).join('\n'));
  const issues = [...missing, ...inspected.flatMap((file) => file.issues)];
  sayIssues(issues);
  return exitCode(issues.some(({ severity }) => severity === 'error') ? 'refused' : 'done');
}

const MOST_NAMES = 12;

function describe(inspection: Inspection): string {
  const { file, kind, format, rows, totals, currency, period, vendors, services, regions, sha256 } = inspection;
  const lines: [string, string][] = [];
  if (rows) lines.push(['rows', describeRows(rows)]);
  if (period) lines.push(['period', `${period.begin} to ${period.end}${describeGrain(inspection)}`]);
  if (inspection.dataCompleteTo) lines.push(['complete', describeCompleteness(inspection)]);
  if (vendors.length > 0) lines.push(['vendors', list(vendors)]);
  if (services.length > 0) lines.push(['services', list(services)]);
  if (regions.length > 0) lines.push(['regions', list(regions)]);
  for (const [name, amount] of Object.entries(totals ?? {}))
    lines.push([name, describeTotal(inspection, name as Cost, amount, currency)]);
  for (const gpus of inspection.gpus) lines.push(['gpus', describeGpus(gpus, currency)]);
  if (sha256) lines.push(['sha256', sha256]);
  const body = lines.map(([name, text]) => `  ${name.padEnd(9)} ${escapeTerminal(text)}`);
  return `${[`${escapeTerminal(file)}: ${kind}${format ? `, ${format}` : ''}`, ...body].join('\n')}\n`;
}

/** `p5.48xlarge (8 x NVIDIA H100): 744 instance hours, 5952 GPU-hours, billed 36307.2 USD` */
function describeGpus(gpus: Inspection['gpus'][number], currency: string | null): string {
  const { instanceType, gpuModel, gpusPerInstance, instanceHours, gpuHours, billed, effective } = gpus;
  const money = (name: string, amount: string | null) =>
    amount === null ? [] : [`${name} ${amount} ${currency ?? ''}`.trimEnd()];
  const parts = [
    ...(instanceHours === null ? [] : [`${instanceHours} instance hours`]),
    ...(gpuHours === null ? [] : [`${gpuHours} GPU-hours`]),
    ...money('billed', billed),
    ...money('effective', effective),
  ];
  return `${instanceType} (${gpusPerInstance ?? '?'} x ${gpuModel}): ${parts.join(', ')}`;
}

type Cost = keyof NonNullable<Inspection['totals']>;

const GRAINS = { hour: 'by the hour', day: 'by the day', month: 'by the month', mixed: 'of mixed lengths' } as const;

function describeGrain({ grain }: Inspection): string {
  return grain === null ? '' : `, usage ${GRAINS[grain]}`;
}

function describeCompleteness({ dataCompleteTo, openMonth }: Inspection): string {
  const open = openMonth === null ? '' : `; the billing month runs to ${openMonth}, so it may still be open`;
  return `to ${dataCompleteTo}${open}`;
}

function describeTotal({ quality }: Inspection, cost: Cost, amount: string | null, currency: string | null): string {
  if (amount === null) return quality?.[cost] === 'missing' ? 'not in this export' : 'in none of its rows';
  const how = quality?.[cost];
  const remark =
    how === 'derived'
      ? ' (derived, no column of its own)'
      : how === 'zero-means-missing'
        ? ' (where it is not 0, which here means unknown)'
        : '';
  return `${amount} ${currency ?? ''}`.trimEnd() + remark;
}

function describeRows({ read, used, excluded, rejected }: NonNullable<Inspection['rows']>): string {
  const reasons = (rows: typeof excluded) => rows.map(({ reason, rows: count }) => `${count} ${reason}`).join('; ');
  const count = (rows: typeof excluded) => rows.reduce((all, row) => all + row.rows, 0);
  const part = (name: string, rows: typeof excluded) =>
    rows.length === 0 ? `0 ${name}` : `${count(rows)} ${name} (${reasons(rows)})`;
  return `${read} read = ${used} used + ${part('excluded', excluded)} + ${part('rejected', rejected)}`;
}

function list(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return `${names.slice(0, MOST_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
