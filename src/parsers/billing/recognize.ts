import type { Issue, Result } from '../../engine/records/issue.ts';
import { didYouMean } from '../../engine/values/nearest.ts';
import { findAmbiguous } from './columns.ts';
import type { BillHeader, BillingFormat } from './format.ts';
import { nearestFormat } from './nearest-format.ts';
import { formats } from './registry.ts';

/** More than any export has; a header beyond it is damaged or hostile. */
const MOST_COLUMNS = 4096;

/**
 * The billing format of a header, or null with an issue that says what was looked for. `asked` is a format id the user
 * named, or a format of the user's own; it is taken only if its columns are there.
 */
export function recognizeBill(
  header: BillHeader,
  file: string,
  asked?: string | BillingFormat,
): Result<BillingFormat | null> {
  const issues = [...checkWidth(header, file), ...checkDuplicates(header, file)];
  if (issues.length > 0) return { value: null, issues };
  const format = typeof asked === 'object' ? asked : asked === undefined ? detect(header) : formatOf(asked);
  if (!format) return { value: null, issues: [unknown(header, file, asked as string | undefined)] };
  const problems = [...checkRequired(header, format, file), ...checkAmbiguous(header, format, file)];
  return { value: problems.length > 0 ? null : format, issues: problems };
}

/** Whether the header is one of a bill at all, were it an incomplete one. */
export function looksLikeBill(header: BillHeader): boolean {
  return detect(header) !== undefined;
}

function formatOf(id: string): BillingFormat | undefined {
  return formats.find((format) => format.id === id);
}

function detect(header: BillHeader): BillingFormat | undefined {
  const names = header.columns.map((column) => column.name);
  return formats.find((format) => format.recognizes(canonicalNames(header, format), names));
}

function canonicalNames(header: BillHeader, format: BillingFormat): Set<string> {
  return new Set(header.columns.map((column) => format.canonical(column.name)));
}

function checkWidth(header: BillHeader, file: string): Issue[] {
  if (header.columns.length <= MOST_COLUMNS) return [];
  return [
    {
      code: 'billing/too-many-columns',
      severity: 'error',
      message: `The header has ${header.columns.length} columns; at most ${MOST_COLUMNS} are read.`,
      origin: { file, line: 1 },
      fix: 'Export fewer columns: cost, period, service, region, zone and resource columns suffice.',
    },
  ];
}

function checkDuplicates(header: BillHeader, file: string): Issue[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of header.columns.filter((column) => column.name !== ''))
    (seen.has(name) ? twice : seen).add(name);
  return [...twice].map((name) => ambiguous(file, [name, name]));
}

function checkAmbiguous(header: BillHeader, format: BillingFormat, file: string): Issue[] {
  const shared = findAmbiguous(header, format);
  const needed = format.required.flat().map(format.canonical);
  return [...shared].filter(([name]) => needed.includes(name)).map(([, names]) => ambiguous(file, names));
}

function ambiguous(file: string, names: readonly string[]): Issue {
  const spelled = names.map((name) => quoteName(name)).join(' and ');
  return {
    code: 'billing/duplicate-column',
    severity: 'error',
    message: `The header names one column twice (${spelled}), so its values are ambiguous.`,
    origin: { file, line: 1 },
    fix: 'Remove or rename one of the two columns.',
  };
}

function checkRequired(header: BillHeader, format: BillingFormat, file: string): Issue[] {
  const there = canonicalNames(header, format);
  const missing = format.required.filter((group) => !group.some((name) => there.has(format.canonical(name))));
  if (missing.length === 0) return [];
  return [
    {
      code: 'billing/missing-columns',
      severity: 'error',
      message: `The header looks like ${format.title}, but lacks ${missing.map((group) => group.join(' or ')).join(', ')}.`,
      origin: { file, line: 1 },
      fix: 'Export the bill again with these columns.',
    },
  ];
}

function unknown(header: BillHeader, file: string, asked: string | undefined): Issue {
  const found = header.columns.slice(0, 8).map((column) => quoteName(column.name));
  const issue = {
    code: 'billing/unknown-format',
    severity: 'error' as const,
    origin: { file, line: 1 },
    excerpt: `${found.join(', ')}${header.columns.length > found.length ? ', ...' : ''}`,
  };
  if (asked !== undefined) {
    const ids = formats.map(({ id }) => id);
    const message = `There is no billing format ${quoteName(asked)}. Known: ${ids.join(', ')}.`;
    return { ...issue, message, fix: didYouMean(asked, ids) || 'Leave the format out: the header decides.' };
  }
  const nearest = nearestFormat(header, formats);
  if (!nearest) {
    const message = `The header fits no billing format. Known: ${formats.map(({ id }) => id).join(', ')}.`;
    return {
      ...issue,
      message,
      fix: 'Give the export as the vendor wrote it, or say what its columns mean with a columns file (docs/case-file.md).',
    };
  }
  const { format, missing } = nearest;
  return {
    ...issue,
    message: `The header fits no billing format. The nearest is ${format.title} (${format.id}), of which it lacks ${missing.join(', ')}.`,
    fix: 'Export it again with these columns and its original header line, or say what its columns mean with a columns file (docs/case-file.md).',
  };
}

/** A name out of a file, fit to be printed: no control characters, not too long. */
function quoteName(name: string): string {
  const plain = name.replace(/\p{C}/gu, '?');
  return plain.length > 60 ? `"${plain.slice(0, 60)}..."` : `"${plain}"`;
}
