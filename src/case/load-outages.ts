import type { OutageLog } from '../engine/records/outage.ts';
import { joinSamples } from '../parsers/outages/error-rates/join.ts';
import { readOutages } from '../parsers/outages/read.ts';
import { filesOf, type OpenCase, textOf } from './open-case.ts';

/** Every outage log of the case, as one. */
export function loadOutages(open: OpenCase): OutageLog {
  const logs = open.statement.file.outages.flatMap(({ files, format, tz, maps }, at) =>
    filesOf(open, files, ['outages', at, 'files']).flatMap((file) => {
      const text = textOf(open, file);
      if (!text) return [];
      const { value, issues } = readOutages(text, { zone: tz, maps }, format);
      open.issues.push(...issues);
      return value ? [value] : [];
    }),
  );
  const { value: samples, issues } = joinSamples(logs.flatMap((log) => (log.samples ? [log.samples] : [])));
  open.issues.push(...issues);
  return {
    outages: logs.flatMap((log) => log.outages),
    coverage: logs.flatMap((log) => log.coverage),
    ...(samples.length > 0 && { samples }),
  };
}
