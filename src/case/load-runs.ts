import type { ZoneMap } from '../engine/records/case-records.ts';
import type { Run } from '../engine/records/run.ts';
import { normalizeVendor } from '../parsers/syntax/vendor.ts';
import { readTraining } from '../parsers/training/read.ts';
import { joinLogs } from './join-logs.ts';
import { statedFacts, toPrice } from './load-stated-facts.ts';
import { filesOf, type OpenCase, textOf } from './open-case.ts';
import { readResources } from './read-resources.ts';

/** The training runs of the case: what their logs say, and what the user says of them. */
export function loadRuns(open: OpenCase, zones: readonly ZoneMap[]): Run[] {
  return open.statement.file.training.map((stated, at) => {
    const logs = filesOf(open, stated.files, ['training', at, 'files']).flatMap((file) => {
      const text = textOf(open, file);
      if (!text) return [];
      const { value, issues } = readTraining(text, { run: stated.run, zone: stated.tz }, stated.format);
      open.issues.push(...issues);
      return value ? [value.events] : [];
    });
    const { source } = open.statement;
    const place = readResources(stated.resources, zones);
    return {
      id: stated.run,
      events: joinLogs(logs),
      gpus: stated.gpus ?? null,
      resources: place.selector,
      price: toPrice(stated.price, ['training', at, 'price'], source),
      billing: stated.billing ?? null,
      vendor: stated.vendor === undefined ? null : normalizeVendor(stated.vendor),
      region: stated.region ?? place.region,
      zone: stated.zone ?? place.zone,
      stated: statedFacts(stated, ['training', at], source),
      origin: source.cite(['training', at]).origin ?? { file: source.file },
    };
  });
}
