import type { Issue, Origin } from '../../../engine/records/issue.ts';
import type { Outage, OutageKind, OutageSource } from '../../../engine/records/outage.ts';
import type { Instant } from '../../../engine/values/instant.ts';
import { type CsvRow, csvHeader, readCsv } from '../../syntax/csv.ts';
import { listIssues } from '../../syntax/issue-list.ts';
import { tallyRows } from '../../syntax/row-tally.ts';
import { readStamp } from '../../syntax/stamp.ts';
import { shorten } from '../../syntax/text.ts';
import { codes } from '../codes.ts';
import { mapFor, type OutageFormat, type OutageReading } from '../format.ts';
import { LONGEST_NAME, nameOutages, scopeOf } from '../place.ts';

const REQUIRED = ['begin', 'end', 'kind', 'source'];
const OPTIONAL = ['vendor', 'service', 'region', 'zone', 'resource', 'acknowledged_at', 'ref', 'title', 'cause'];
const KINDS: readonly OutageKind[] = ['down', 'degraded', 'throttled', 'maintenance', 'info', 'retracted', 'unknown'];
const SOURCES: readonly OutageSource[] = ['vendor-declared', 'observed'];
const LONGEST_TITLE = 200;

/** A fault of one row: it rejects the row, with the cell it is about. */
interface Fault {
  readonly code: string;
  readonly header: string;
  readonly message: string;
  readonly fix: string;
}

/**
 * The plain outages CSV (design.md section 5): one row, one span of one place. RFC 3339 times; an empty `end` is still
 * open. What the columns vendor, service, region, zone and resource leave empty, `maps:` of the case file fills.
 */
export const format: OutageFormat = {
  id: 'outages-csv',
  title: 'plain outages CSV',
  recognize: (file) => {
    const header = csvHeader(file);
    return header.includes('begin') && ['end', 'kind', 'source'].some((name) => header.includes(name));
  },
  parse: (file, options): OutageReading => {
    const { value: table, issues: syntax } = readCsv(file, { required: REQUIRED, optional: OPTIONAL }, codes);
    const issues = listIssues(file.label);
    const tally = tallyRows();
    const outages: Outage[] = [];
    const nameOutage = nameOutages(file.label);
    const map = mapFor(options);

    for (const row of table?.rows ?? []) {
      const cell = (header: string) => row.cells.get(header) ?? '';
      const placed = (header: 'vendor' | 'service' | 'region' | 'zone' | 'resource') =>
        cell(header) || map[header] || null;
      const at = (header: string) => table?.originOf(row, header) ?? { file: file.label };
      const reject = ({ code, header, message, fix }: Fault) => {
        issues.add({ code, severity: 'error', message, origin: at(header), excerpt: table?.excerptOf(row), fix });
        tally.reject('a cell that cannot be read');
      };
      const times = readTimes(row, at, options.zone);
      if ('issue' in times) {
        issues.add(times.issue);
        tally.reject('a time that cannot be read');
        continue;
      }
      const vendor = placed('vendor');
      const scope = scopeOf({ region: placed('region'), zone: placed('zone'), resource: placed('resource') });
      const kind = KINDS.find((known) => known === cell('kind').toLowerCase());
      const source = SOURCES.find((known) => known === cell('source').toLowerCase());
      const long = [...row.cells].find(
        ([header, text]) => text.length > LONGEST_NAME && header !== 'title' && header !== 'cause',
      );
      if (long)
        reject({
          code: 'outages/text-too-long',
          header: long[0],
          message: `The cell "${long[0]}" is longer than ${LONGEST_NAME} characters.`,
          fix: 'Shorten it.',
        });
      else if (!kind)
        reject({
          code: 'outages/unknown-kind',
          header: 'kind',
          message: `The kind "${shorten(cell('kind'), 40)}" is not known.`,
          fix: `Write one of: ${KINDS.join(', ')}.`,
        });
      else if (!source)
        reject({
          code: 'outages/unknown-source',
          header: 'source',
          message: `The source "${shorten(cell('source'), 40)}" is not known.`,
          fix: `Write one of: ${SOURCES.join(', ')}.`,
        });
      else if (!vendor)
        reject({
          code: 'outages/no-vendor',
          header: 'vendor',
          message: 'No vendor is named.',
          fix: 'Fill the column vendor, or state the vendor of the file under maps in the case file.',
        });
      else if (!scope)
        reject({
          code: 'outages/no-place',
          header: 'region',
          message: 'Neither a region nor a zone nor a resource is named.',
          fix: 'Fill one of the columns (region `global` for a service without regions), or state it under maps in the case file.',
        });
      else if (times.end !== null && times.end < times.begin)
        reject({
          code: 'outages/end-before-begin',
          header: 'end',
          message: 'The outage ends before it begins.',
          fix: 'Correct one of the two times.',
        });
      else {
        const service = placed('service');
        if (!service) {
          issues.add({
            code: 'outages/no-service',
            severity: 'warning',
            message: 'No service is named, so no terms can judge this outage.',
            origin: at('service'),
            excerpt: table?.excerptOf(row),
            fix: 'Fill the column service, or state the service of the file under maps in the case file.',
          });
        }
        const ref = cell('ref') || null;
        outages.push({
          id: nameOutage(ref ?? `line ${row.line}`, scope),
          vendor,
          ref,
          title: shorten(cell('title'), LONGEST_TITLE) || `${service ?? vendor} ${kind} in ${scope.id}`,
          services: service ? [service] : [],
          scope,
          begin: times.begin,
          end: times.end,
          beginBasis: 'structured',
          endBasis: times.end === null ? 'capture-bound' : 'structured',
          kind,
          source,
          acknowledgedAt: times.acknowledgedAt,
          cause: shorten(cell('cause'), LONGEST_TITLE) || null,
          origin: { file: file.label, line: row.line },
        });
        tally.use();
      }
    }
    for (const { reason, rows } of table?.rejected ?? []) tally.reject(reason, rows);
    return { value: { outages, coverage: [] }, issues: [...syntax, ...issues.all()], rows: tally.rows() };
  },
};

interface RowTimes {
  readonly begin: Instant;
  readonly end: Instant | null;
  readonly acknowledgedAt: Instant | null;
}

function readTimes(
  row: CsvRow,
  at: (header: string) => Origin,
  zone: string | undefined,
): RowTimes | { readonly issue: Issue } {
  const times = new Map<string, Instant>();
  for (const header of ['begin', 'end', 'acknowledged_at']) {
    const text = row.cells.get(header) ?? '';
    if (text === '' && header !== 'begin') continue;
    const what = `The time in the column ${header}`;
    const read = readStamp(text, { codes, zone, origin: at(header), what });
    if (!read.ok) return { issue: read.issue };
    times.set(header, read.instant);
  }
  return {
    begin: times.get('begin') as Instant,
    end: times.get('end') ?? null,
    acknowledgedAt: times.get('acknowledged_at') ?? null,
  };
}
