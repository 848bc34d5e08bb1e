import { printIssues } from '../case/print-issues.ts';
import { type Verification, type VerifiedPath, verifyTerms } from '../case/terms/verify/verify-terms.ts';
import type { Issue, Severity } from '../engine/records/issue.ts';
import { formatDay, type Instant, readInstant } from '../engine/values/instant.ts';
import { escapeJson } from '../reports/escape/json.ts';
import { issueRecord } from '../reports/model/origins.ts';
import type { TermsVerification } from '../reports/schema/terms/verification.ts';
import { exitCode } from './exit-codes.ts';
import { readClock } from './read-clock.ts';
import { displayName, sayIssues } from './say.ts';

export interface VerifyFlags {
  readonly json: boolean;
  readonly strict: boolean;
  readonly notes: boolean;
  /** `2026-11-21` */
  readonly asOf?: string;
  /** `365d` */
  readonly maxAge: string;
}

/** `makewhole terms verify`. Findings are the result, on stdout. Returns the exit code. */
export function verifyTermsFiles(named: readonly string[], { json, strict, notes, asOf, maxAge }: VerifyFlags): number {
  const day = asOf === undefined ? readClock(process.env) : dayOf(asOf);
  const days = /^(\d{1,5})d?$/.exec(maxAge)?.[1];
  if (day === null || days === undefined) {
    sayIssues([
      ...(day === null ? [refusal(`--as-of ${asOf}`, 'is no day', 'Write it like 2026-11-21.')] : []),
      ...(days === undefined ? [refusal(`--max-age ${maxAge}`, 'is no age', 'Write days, like 365d.')] : []),
    ]);
    return exitCode('refused');
  }
  const options = { asOf: day, maxAgeDays: Number(days) };
  const { value, issues } = verifyTerms(named, process.cwd(), options);
  sayIssues(issues);
  if (value.files.length === 0) return exitCode('refused');
  const totals = countUp(value.files);
  if (json) {
    const record: TermsVerification = {
      schema: 'makewhole-terms-verification/1',
      asOf: formatDay(day),
      maxAgeDays: options.maxAgeDays,
      files: value.files.map((file) => ({ ...file, findings: file.findings.map(issueRecord) })),
      totals,
    };
    process.stdout.write(`${escapeJson(JSON.stringify(record, null, 2))}\n`);
  } else process.stdout.write(print(value, totals, notes));
  const failed = totals.errors > 0 || (strict && totals.warnings > 0) || issues.length > 0;
  return exitCode(failed ? 'refused' : 'done');
}

function countUp(files: readonly VerifiedPath[]) {
  const of = (severity: Severity) =>
    files.reduce((sum, { findings }) => sum + findings.filter((finding) => finding.severity === severity).length, 0);
  const sum = (pick: (file: VerifiedPath) => number) => files.reduce((total, file) => total + pick(file), 0);
  return {
    files: files.length,
    documents: files.filter(({ id }) => id !== null).length,
    editions: sum(({ editions }) => editions),
    promises: sum(({ promises }) => promises),
    errors: of('error'),
    warnings: of('warning'),
    notes: of('note'),
  };
}

function print({ files, paths }: Verification, totals: ReturnType<typeof countUp>, notes: boolean): string {
  const display = displayName(paths);
  const texts = files.map(({ findings }) =>
    printIssues(
      findings.filter(({ severity }) => notes || severity !== 'note'),
      display,
    ),
  );
  const { documents, editions, promises, errors, warnings, notes: noted } = totals;
  const hidden = noted > 0 && !notes ? ' (shown with --notes)' : '';
  return [
    ...texts.filter((text) => text !== ''),
    `${counted(documents, 'document')}, ${counted(editions, 'edition')}, ${counted(promises, 'promise')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${counted(noted, 'note')}${hidden}.\n`,
  ].join('\n');
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

function dayOf(text: string): Instant | null {
  const read = /^\d{4}-\d{2}-\d{2}$/.test(text) ? readInstant(text, 'UTC') : null;
  return read?.ok ? read.instant : null;
}

function refusal(excerpt: string, what: string, fix: string): Issue {
  return {
    code: 'case/bad-value',
    severity: 'error',
    message: `\`${excerpt}\` ${what}.`,
    origin: { file: 'command line' },
    excerpt,
    fix,
  };
}
