import type { Issue } from '../../engine/records/issue.ts';
import type { OutageLog } from '../../engine/records/outage.ts';
import { isZone } from '../../engine/values/instant.ts';
import { excerptOf } from '../syntax/text.ts';
import type { TextFile } from '../syntax/text-file.ts';
import { normalizeVendor } from '../syntax/vendor.ts';
import { codes } from './codes.ts';
import type { OutageFormat, OutageOptions, OutageReading } from './format.ts';
import { formats } from './registry.ts';

/** {@link OutageReading} with the id of the format; null where none fits. */
export interface ReadOutages extends OutageReading {
  readonly format: string | null;
}

const NOTHING: OutageLog = { outages: [], coverage: [] };
const NO_ROWS = { read: 0, used: 0, excluded: [], rejected: [] };

/**
 * Reads an outage log. The format is recognized by content, or named by `formatId`. A file that no format knows, an
 * unknown id and an unknown zone are errors and give no outages.
 */
export function readOutages(file: TextFile, options: OutageOptions = {}, formatId?: string): ReadOutages {
  const refuse = (issue: Omit<Issue, 'severity' | 'origin'>): ReadOutages => ({
    value: NOTHING,
    issues: [{ severity: 'error', origin: { file: file.label }, ...issue }],
    rows: NO_ROWS,
    format: null,
  });
  if (options.zone !== undefined && !isZone(options.zone)) {
    return refuse({
      code: 'outages/unknown-zone',
      message: `"${excerptOf(options.zone)}" is not a time zone.`,
      fix: 'Use a name of the IANA database, like America/Los_Angeles or UTC.',
    });
  }
  if (file.text.trim() === '')
    return refuse({ code: codes.emptyFile, message: 'The file is empty.', fix: 'Export it again.' });
  const format = formatId === undefined ? recognizeOutages(file) : formats.find(({ id }) => id === formatId);
  if (!format) {
    const known = formats.map(({ id, title }) => `${id} (${title})`).join(', ');
    const message =
      formatId === undefined
        ? 'No outage format that we know fits this file.'
        : `"${excerptOf(formatId)}" is not an outage format.`;
    return refuse({
      code: 'outages/unknown-format',
      message,
      excerpt: excerptOf(file.text.slice(0, 200)),
      fix: `Known formats: ${known}. Anything else can be written as outages-csv.`,
    });
  }
  const reading = format.parse(file, options);
  return { ...reading, value: withVendorKeys(reading.value), format: format.id };
}

/** People write `Azure` and `Amazon Web Services`; contracts and bills are matched by one key. */
function withVendorKeys({ outages, coverage, samples }: OutageLog): OutageLog {
  const keyed = <T extends { readonly vendor: string }>(entry: T): T => ({
    ...entry,
    vendor: normalizeVendor(entry.vendor),
  });
  return { outages: outages.map(keyed), coverage, ...(samples && { samples: samples.map(keyed) }) };
}

/** The format of the file, by content. */
export function recognizeOutages(file: TextFile): OutageFormat | undefined {
  return formats.find((format) => format.recognize(file));
}
