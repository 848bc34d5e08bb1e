import type { Coverage, Outage } from '../../../engine/records/outage.ts';
import { formatInstant } from '../../../engine/values/instant.ts';
import { csvHeader, readCsv } from '../../syntax/csv.ts';
import { listIssues } from '../../syntax/issue-list.ts';
import { tallyRows } from '../../syntax/row-tally.ts';
import { readStamp } from '../../syntax/stamp.ts';
import { shorten } from '../../syntax/text.ts';
import { codes } from '../codes.ts';
import { mapFor, type OutageFormat, type OutageMap, type OutageOptions, type OutageReading } from '../format.ts';
import { LONGEST_NAME, nameOutages, scopeOf } from '../place.ts';
import { failedRuns, type Sample, watchedSpans } from '../probe-runs.ts';

const GOOD = new Set(['true', '1', 'yes', 'ok', 'up']);
const BAD = new Set(['false', '0', 'no', 'fail', 'down']);

/**
 * The plain probe log (design.md section 5): `ts,target,ok,latency_ms`, rows in any order. A target is down from its
 * first failed sample to its first good one, edge by sample; see {@link failedRuns} for what a gap or the end of the
 * file does to a run. A sample with an empty `ok` and samples that contradict each other at one time count as missing.
 * `maps:` of the case file says which service and place a target is; without one it is a resource of its own name.
 */
export const format: OutageFormat = {
  id: 'probes-csv',
  title: 'plain probe log CSV',
  recognize: (file) => {
    const header = csvHeader(file);
    return (
      !header.includes('begin') &&
      !header.includes('event') &&
      (header.includes('target') || (header.includes('ts') && header.includes('ok')))
    );
  },
  parse: (file, options): OutageReading => {
    const { value: table, issues: syntax } = readCsv(
      file,
      { required: ['ts', 'target', 'ok'], optional: ['latency_ms'] },
      codes,
    );
    const issues = listIssues(file.label);
    const tally = tallyRows();
    for (const { reason, rows } of table?.rejected ?? []) tally.reject(reason, rows);

    const byTarget = new Map<string, Sample[]>();
    for (const row of table?.rows ?? []) {
      const target = row.cells.get('target') ?? '';
      const ok = (row.cells.get('ok') ?? '').toLowerCase();
      const at = (header: string) => table?.originOf(row, header) ?? { file: file.label };
      const reject = (code: string, header: string, message: string, fix: string) => {
        issues.add({ code, severity: 'error', message, origin: at(header), excerpt: table?.excerptOf(row), fix });
        tally.reject('a cell that cannot be read');
      };
      if (target === '' || target.length > LONGEST_NAME) {
        reject(
          'outages/no-target',
          'target',
          target === '' ? 'The sample names no target.' : `The target is longer than ${LONGEST_NAME} characters.`,
          'Name what was probed.',
        );
        continue;
      }
      if (ok === '') {
        tally.exclude('no result: the sample counts as missing');
        continue;
      }
      if (!GOOD.has(ok) && !BAD.has(ok)) {
        reject(
          'outages/unknown-result',
          'ok',
          `"${shorten(ok, 40)}" is neither true nor false.`,
          'Write true or false (1 or 0); leave it empty where the probe itself failed.',
        );
        continue;
      }
      const read = readStamp(row.cells.get('ts') ?? '', {
        codes,
        zone: options.zone,
        origin: at('ts'),
        what: 'The time of the sample',
      });
      if (!read.ok) {
        issues.add(read.issue);
        tally.reject('a time that cannot be read');
        continue;
      }
      const samples = byTarget.get(target);
      const sample = { at: read.instant, ok: GOOD.has(ok), line: row.line };
      if (samples) samples.push(sample);
      else byTarget.set(target, [sample]);
    }

    const outages: Outage[] = [];
    const coverage: Coverage[] = [];
    const nameOutage = nameOutages(file.label);
    for (const target of [...byTarget.keys()].sort()) {
      const { samples, same, contradicting } = distinctSamples(byTarget.get(target) ?? []);
      tally.use(samples.length);
      tally.exclude('the same sample again', same);
      tally.exclude('samples of one time that contradict each other: they count as missing', contradicting.length);
      for (const { line } of contradicting) {
        issues.add({
          code: 'outages/contradicting-samples',
          severity: 'warning',
          message: `The target "${shorten(target, 80)}" was both up and down at one time; both samples count as missing.`,
          origin: { file: file.label, line },
          fix: 'Give probes of several places a target name each.',
        });
      }
      const [first] = samples;
      if (!first) continue;
      const subject = describeTarget(target, options);
      if (subject.vendor === UNKNOWN || subject.services.length === 0) {
        issues.add({
          code: 'outages/unmapped-target',
          severity: 'warning',
          message: `Nothing says which vendor and service the target "${shorten(target, 80)}" is, so no terms can judge it.`,
          origin: { file: file.label, line: first.line },
          fix: `State it under maps in the case file: {target: ${shorten(target, 80)}, service: aws/ec2, resource: i-0abc}.`,
        });
      }
      const { scope, services } = subject;
      const watched = watchedSpans(samples);
      coverage.push({
        target,
        scope,
        services,
        watched: watched.filter(({ begin, end }) => end > begin),
        origin: { file: file.label, line: first.line },
      });
      for (const run of failedRuns(samples, watched)) {
        outages.push({
          id: nameOutage(`${target}@${formatInstant(run.begin)}`, scope),
          vendor: subject.vendor,
          ref: null,
          title: `${run.samples} failed probe${run.samples === 1 ? '' : 's'} of ${shorten(target, 120)}`,
          services,
          scope,
          begin: run.begin,
          end: run.end,
          beginBasis: run.beginBasis,
          endBasis: run.endBasis,
          kind: 'down',
          source: 'observed',
          acknowledgedAt: null,
          cause: null,
          origin: { file: file.label, line: run.line },
        });
      }
    }
    return { value: { outages, coverage }, issues: [...syntax, ...issues.all()], rows: tally.rows() };
  },
};

const UNKNOWN = 'unknown';

function describeTarget(target: string, options: OutageOptions) {
  const map: OutageMap = mapFor(options, target);
  const service = map.service ?? null;
  return {
    vendor: map.vendor ?? (service?.includes('/') ? (service.split('/', 1)[0] as string) : UNKNOWN),
    services: service === null ? [] : [service],
    scope: (map.resource || map.zone || map.region ? scopeOf(map) : null) ?? { level: 'resource' as const, id: target },
  };
}

/** In order of time, one sample a time. Rows of one time are merged where they agree and left out where they do not. */
function distinctSamples(all: readonly Sample[]) {
  const byTime = new Map<number, Sample[]>();
  for (const sample of all) {
    const others = byTime.get(sample.at);
    if (others) others.push(sample);
    else byTime.set(sample.at, [sample]);
  }
  const groups = [...byTime.values()];
  const agree = (group: readonly Sample[]) => group.every(({ ok }) => ok === group[0]?.ok);
  const contradicting = groups.filter((group) => !agree(group)).flat();
  const samples = groups
    .filter(agree)
    .map((group) => group[0] as Sample)
    .sort((a, b) => a.at - b.at);
  return { samples, contradicting, same: all.length - samples.length - contradicting.length };
}
