import type { Clause } from '../../engine/records/figure.ts';
import type { Issue, Origin } from '../../engine/records/issue.ts';
import { formatInstant } from '../../engine/values/instant.ts';
import type { Interval } from '../../engine/values/interval.ts';
import type { ReportClause, ReportIssue, ReportOrigin } from '../report-schema.ts';

/** Records as plain JSON: what is absent is null, so that a report reads the same before and after it was saved. */

export function originRecord(origin: Origin): ReportOrigin {
  return {
    file: origin.file,
    line: origin.line ?? null,
    column: origin.column ?? null,
    pointer: origin.pointer ?? null,
  };
}

export function clauseRecord(clause: Clause): ReportClause {
  return {
    terms: clause.terms,
    field: clause.field,
    says: clause.says,
    grade: clause.grade,
    url: clause.url ?? null,
    origin: clause.origin ? originRecord(clause.origin) : null,
  };
}

export function issueRecord(issue: Issue): ReportIssue {
  return {
    code: issue.code,
    severity: issue.severity,
    message: issue.message,
    origin: issue.origin ? originRecord(issue.origin) : null,
    excerpt: issue.excerpt ?? null,
    fix: issue.fix ?? null,
  };
}

export function spanRecord(span: Interval): { begin: string; end: string } {
  return { begin: formatInstant(span.begin), end: formatInstant(span.end) };
}

/** A set of names: order has no meaning in it. */
export function sorted(names: readonly string[]): string[] {
  return [...names].sort();
}
