import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CaseOutcome, runCase } from '../../src/case/run-case.ts';
import { stateCase } from '../../src/case/state-case.ts';
import type { Issue } from '../../src/engine/records/issue.ts';
import type { Report } from '../../src/reports/report-schema.ts';

/** 2025-10-20T10:00:00Z: where the outages of these cases begin. */
const T0 = Date.UTC(2025, 9, 20, 10);

/** A time so many seconds after the begin of the outage. */
export function time(seconds: number): string {
  return new Date(T0 + seconds * 1000).toISOString().replace('.000', '');
}

type Row = readonly [seconds: number, event: string, step?: number, gpus?: number, note?: string];

/** A log in the plain events form. */
export function eventsCsv(rows: readonly Row[]): string {
  const lines = rows.map(([at, event, step = '', gpus = '', note = '']) =>
    [time(at), event, step, gpus, event.startsWith('save') ? 'remote' : '', note].join(','),
  );
  return ['ts,event,step,gpus,tier,note', ...lines, ''].join('\n');
}

/** Steps (from, to], each so many seconds after the one before; the first ends so many seconds after `begin`. */
export function steps(begin: number, from: number, to: number, each: number, gpus?: number): Row[] {
  return Array.from({ length: to - from }, (_, nth) => [begin + (nth + 1) * each, 'step', from + nth + 1, gpus]);
}

/** One observed outage of the machines the runs are on, from the begin on. */
export function outagesCsv(until: number, ref = 'OPS-1'): string {
  return `vendor,service,region,begin,end,kind,source,ref,title\nmadeup,madeup/vm,north-1,${time(0)},${time(until)},down,observed,${ref},Hall down\n`;
}

/** Writes a case into a folder of its own, runs it as the command does, and takes the folder away. */
export async function runFiles(
  files: Readonly<Record<string, string>>,
): Promise<Pick<CaseOutcome, 'report' | 'issues'>> {
  const folder = mkdtempSync(join(tmpdir(), 'makewhole-loss-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const stated = stateCase(folder, {}, folder);
    if (!stated.value) return { report: null, issues: stated.issues };
    const { report, issues } = await runCase(stated.value, { now: T0 });
    return { report, issues: [...stated.issues, ...issues] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The report of a case that must have one. */
export async function reportOf(files: Readonly<Record<string, string>>): Promise<Report> {
  const { report, issues } = await runFiles(files);
  if (!report) throw new Error(issues.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  return report;
}

/** `code line:column` of every error. */
export function errorsOf(issues: readonly Issue[]): string[] {
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(({ code, origin }) => `${code} ${origin?.line}:${origin?.column}`);
}
