import type { Issue } from '../../engine/records/issue.ts';
import { nearestFormat } from '../../parsers/billing/nearest-format.ts';
import { formats } from '../../parsers/billing/registry.ts';
import { quoteCell } from '../bill/bill-path.ts';
import { recognizeContainer } from '../bill/files/container.ts';
import { readHeader } from '../bill/files/header.ts';
import { withSession } from '../bill/session.ts';
import type { FoundFile } from '../find-files.ts';

/** Why a file is none of the kinds that are known: with its columns, and the billing export that it is nearest to. */
export async function unknownKind(file: FoundFile): Promise<Issue> {
  const header = await headerOf(file);
  const nearest = header && nearestFormat(header, formats);
  const near = nearest
    ? ` Of billing exports it is nearest to ${nearest.format.title}, but lacks ${nearest.missing.join(', ')}.`
    : '';
  const names = header?.columns.slice(0, 8).map(({ name }) => quoteCell(name)) ?? [];
  return {
    code: 'case/unknown-kind',
    severity: 'error',
    message: `The file is no bill, outage log, training log or terms that we know.${near}`,
    origin: { file: file.label },
    excerpt:
      names.length > 1
        ? `${names.join(', ')}${names.length < (header?.columns.length ?? 0) ? ', ...' : ''}`
        : undefined,
    fix: 'Write it in one of the plain formats: charges (FOCUS), outages, probes or training events as CSV; or, if it is a bill, say what its columns mean with --columns.',
  };
}

/** The columns of a table, or of records in JSON; null of a text that has neither. */
async function headerOf(file: FoundFile) {
  const { value: container } = await recognizeContainer(file);
  if (!container) return null;
  return withSession([file.path], async (session) => (await readHeader(file, container, session)).value);
}
