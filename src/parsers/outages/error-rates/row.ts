import type { Origin } from '../../../engine/records/issue.ts';
import type { LevelSample } from '../../../engine/records/sample.ts';
import { type Exact, parseDecimal } from '../../../engine/values/exact.ts';
import type { Instant } from '../../../engine/values/instant.ts';
import { shorten } from '../../syntax/text.ts';
import type { OutageMap } from '../format.ts';
import { LONGEST_NAME, scopeOf } from '../place.ts';

/** A fault of one row: it rejects the row, with the cell it is about. */
export interface Fault {
  readonly code: string;
  readonly header: string;
  readonly message: string;
  readonly fix: string;
}

type Cell = (header: string) => string;
type Counts = Pick<LevelSample, 'requests' | 'errors' | 'value'>;

/** The sample of one row that begins at `begin`, or the first thing that is wrong with the row. */
export function readSample(
  cells: ReadonlyMap<string, string>,
  begin: Instant,
  map: OutageMap,
  origin: Origin,
): LevelSample | Fault {
  const cell: Cell = (header) => cells.get(header) ?? '';
  const placed = (header: 'vendor' | 'service' | 'region' | 'zone' | 'resource') => cell(header) || map[header] || null;
  const long = [...cells].find(([, text]) => text.length > LONGEST_NAME);
  if (long)
    return fault(
      'outages/text-too-long',
      long[0],
      `The cell "${long[0]}" is longer than ${LONGEST_NAME} characters.`,
      'Shorten it.',
    );
  const length = cell('interval_seconds');
  if (!/^0{0,9}[1-9]\d{0,6}$/.test(length))
    return fault(
      'outages/bad-interval',
      'interval_seconds',
      `"${shorten(length, 40)}" is no length of an interval.`,
      'Write the whole seconds of the interval, e.g. 300.',
    );
  const counts = readCounts(cell);
  if ('code' in counts) return counts;
  const service = placed('service');
  if (!service)
    return fault(
      'outages/no-service',
      'service',
      'No service is named, so no terms can judge this interval.',
      'Fill the column service, or state the service of the file under maps in the case file.',
    );
  const vendor = placed('vendor') ?? (service.includes('/') ? (service.split('/', 1)[0] as string) : null);
  if (!vendor)
    return fault(
      'outages/no-vendor',
      'vendor',
      'No vendor is named.',
      'Write the service as vendor/service, or state the vendor of the file under maps in the case file.',
    );
  const scope = scopeOf({ region: placed('region'), zone: placed('zone'), resource: placed('resource') });
  if (!scope)
    return fault(
      'outages/no-place',
      'region',
      'Neither a region nor a zone nor a resource is named.',
      'Fill one of the columns (region `global` for a service without regions), or state it under maps in the case file.',
    );
  return {
    vendor,
    services: [service],
    scope,
    dimension: cell('dimension') || null,
    begin,
    end: begin + Number.parseInt(length, 10) * 1000,
    ...counts,
    unit: cell('unit') || null,
    origin,
  };
}

function readCounts(cell: Cell): Counts | Fault {
  const numbers: { requests: Exact | null; errors: Exact | null; value: Exact | null } = {
    requests: null,
    errors: null,
    value: null,
  };
  for (const header of ['requests', 'errors', 'value'] as const) {
    const text = cell(header);
    if (text === '') continue;
    const number = parseDecimal(text);
    if (!number)
      return fault(
        'outages/not-a-number',
        header,
        `"${shorten(text, 40)}" is not a number.`,
        'Write it with digits and a point, without separators of thousands.',
      );
    if (number.s < 0n)
      return fault('outages/negative-count', header, `The cell "${header}" is below zero.`, 'Correct the number.');
    numbers[header] = number;
  }
  const { requests, errors, value } = numbers;
  if ((requests === null) !== (errors === null))
    return fault(
      'outages/incomplete-counts',
      requests === null ? 'requests' : 'errors',
      `The row gives ${requests === null ? 'errors without requests' : 'requests without errors'}.`,
      'Write both. An empty cell is not known; where nothing failed, write 0.',
    );
  if (requests === null && value === null)
    return fault(
      'outages/incomplete-counts',
      'requests',
      'The row gives neither requests and errors nor a value.',
      'Write one of the two, or leave the row out.',
    );
  if (requests !== null && errors !== null && errors.compare(requests) > 0)
    return fault(
      'outages/errors-exceed-requests',
      'errors',
      'More requests failed than there were.',
      'Write in `requests` all of them, those that failed included.',
    );
  return numbers;
}

function fault(code: string, header: string, message: string, fix: string): Fault {
  return { code, header, message, fix };
}
