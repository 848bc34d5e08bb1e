import type { LevelSample } from '../../../engine/records/sample.ts';
import { csvHeader, readCsv } from '../../syntax/csv.ts';
import { listIssues } from '../../syntax/issue-list.ts';
import { tallyRows } from '../../syntax/row-tally.ts';
import { readStamp } from '../../syntax/stamp.ts';
import { codes } from '../codes.ts';
import { distinctSamples } from '../error-rates/distinct.ts';
import { overlapIssue } from '../error-rates/join.ts';
import { readSample } from '../error-rates/row.ts';
import { mapFor, type OutageFormat, type OutageReading } from '../format.ts';

const REQUIRED = ['interval_start', 'interval_seconds'];
const OPTIONAL = [
  'service',
  'region',
  'requests',
  'errors',
  'vendor',
  'zone',
  'resource',
  'dimension',
  'value',
  'unit',
];

/**
 * The plain error-rate file (design.md section 5): one row, one interval of one service in one place, with the requests
 * it was sent and those that failed, or with a level (`value`, `unit`). `dimension` is what a contract tells apart. An
 * interval without a row is not known here; what a contract makes of it is a reading.
 */
export const format: OutageFormat = {
  id: 'error-rates-csv',
  title: 'plain error-rate CSV',
  recognize: (file) => {
    const header = csvHeader(file);
    return REQUIRED.every((name) => header.includes(name));
  },
  parse: (file, options): OutageReading => {
    const { value: table, issues: syntax } = readCsv(file, { required: REQUIRED, optional: OPTIONAL }, codes);
    const issues = listIssues(file.label);
    const tally = tallyRows();
    const map = mapFor(options);
    const read: LevelSample[] = [];

    for (const row of table?.rows ?? []) {
      const at = (header: string) => table?.originOf(row, header) ?? { file: file.label };
      const what = 'The time in the column interval_start';
      const start = readStamp(row.cells.get('interval_start') ?? '', {
        codes,
        zone: options.zone,
        origin: at('interval_start'),
        what,
      });
      if (!start.ok) {
        issues.add(start.issue);
        tally.reject('a time that cannot be read');
        continue;
      }
      const sample = readSample(row.cells, start.instant, map, { file: file.label, line: row.line });
      if ('code' in sample) {
        const { header, ...fault } = sample;
        issues.add({ ...fault, severity: 'error', origin: at(header), excerpt: table?.excerptOf(row) });
        tally.reject('a cell that cannot be read');
      } else read.push(sample);
    }

    const { samples, same, overlapping } = distinctSamples(read);
    for (const pair of overlapping) issues.add(overlapIssue(pair));
    tally.use(samples.length);
    tally.exclude('the same row again', same.length);
    tally.reject('an interval that overlaps another row', overlapping.length);
    for (const { reason, rows } of table?.rejected ?? []) tally.reject(reason, rows);
    return { value: { outages: [], coverage: [], samples }, issues: [...syntax, ...issues.all()], rows: tally.rows() };
  },
};
