import type { Issue } from '../../engine/records/issue.ts';
import { isZone } from '../../engine/values/instant.ts';
import { excerptOf } from '../syntax/text.ts';
import type { TextFile } from '../syntax/text-file.ts';
import { codes } from './codes.ts';
import type { TrainingFormat, TrainingOptions, TrainingReading } from './format.ts';
import { formats } from './registry.ts';

/** {@link TrainingReading} with the id of the format; null where none fits. */
export interface ReadTraining extends TrainingReading {
  readonly format: string | null;
}

const NO_ROWS = { read: 0, used: 0, excluded: [], rejected: [] };

/**
 * Reads a training log. The format is recognized by content, or named by `formatId`. A file that no format knows, an
 * unknown id and an unknown zone are errors and give no events.
 */
export function readTraining(file: TextFile, options: TrainingOptions, formatId?: string): ReadTraining {
  const refuse = (issue: Omit<Issue, 'severity' | 'origin'>): ReadTraining => ({
    value: { format: 'none', events: [] },
    issues: [{ severity: 'error', origin: { file: file.label }, ...issue }],
    rows: NO_ROWS,
    format: null,
  });
  if (options.zone !== undefined && !isZone(options.zone)) {
    return refuse({
      code: 'training/unknown-zone',
      message: `"${excerptOf(options.zone)}" is not a time zone.`,
      fix: 'Use a name of the IANA database, like America/Los_Angeles or UTC.',
    });
  }
  if (file.text.trim() === '')
    return refuse({ code: codes.emptyFile, message: 'The file is empty.', fix: 'Check the path of the log.' });
  const format = formatId === undefined ? recognizeTraining(file) : formats.find(({ id }) => id === formatId);
  if (!format) {
    const known = formats.map(({ id, title }) => `${id} (${title})`).join(', ');
    const message =
      formatId === undefined
        ? 'No training-log format that we know fits this file.'
        : `"${excerptOf(formatId)}" is not a training-log format.`;
    return refuse({
      code: 'training/unknown-format',
      message,
      excerpt: excerptOf(file.text.slice(0, 200)),
      fix: `Known formats: ${known}. Anything else can be written as events-csv.`,
    });
  }
  return { ...format.parse(file, options), format: format.id };
}

/** The format of the file, by content. */
export function recognizeTraining(file: TextFile): TrainingFormat | undefined {
  return formats.find((format) => format.recognize(file));
}
