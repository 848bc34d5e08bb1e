import { didYouMean } from '../engine/values/nearest.ts';
import type { YamlPath } from '../parsers/syntax/yaml.ts';
import type { CaseFile, CaseTraining } from './case-schema.ts';

type Report = (code: string, message: string, path: YamlPath, fix: string) => void;

/** What is stated of losses must agree with itself, and with the runs it is stated of. */
export function checkLosses(file: CaseFile, report: Report): void {
  for (const [t, run] of file.training.entries()) {
    checkSpans(run, ['training', t], report);
    if (run.unbilled && run.billing && run.billing !== 'on-demand') {
      report(
        'case/unbilled-but-paid',
        `Unbilled time is stated of the run \`${run.run}\`, which pays for every hour: its billing is ${run.billing}.`,
        ['training', t, 'unbilled'],
        'Write `billing: on-demand`, or remove `unbilled`.',
      );
    }
  }
  checkPools(file, report);
}

function checkSpans(run: CaseTraining, path: YamlPath, report: Report): void {
  for (const field of ['released', 'unbilled', 'capacity_blocks'] as const) {
    for (const [nth, { begin, end }] of (run[field] ?? []).entries()) {
      if (end > begin) continue;
      report(
        'case/end-before-start',
        'The span ends before it begins.',
        [...path, field, nth, 'end'],
        'Correct `begin` or `end`.',
      );
    }
  }
  for (const [nth, spare] of (run.spares ?? []).entries()) {
    if (spare.repaired_at === undefined || spare.repaired_at >= spare.swapped_at) continue;
    report(
      'case/end-before-start',
      'The failed GPUs are repaired before the spare takes over.',
      [...path, 'spares', nth, 'repaired_at'],
      'Correct `swapped_at` or `repaired_at`.',
    );
  }
}

function checkPools({ pools, training }: CaseFile, report: Report): void {
  const known = training.map(({ run }) => run);
  const names = new Set<string>();
  const taken = new Map<string, string>();
  for (const [p, pool] of pools.entries()) {
    if (names.has(pool.name))
      report(
        'case/duplicate-pool',
        `The pool \`${pool.name}\` is described twice.`,
        ['pools', p, 'name'],
        'Put all its runs under one entry: `runs: [a, b]`.',
      );
    names.add(pool.name);
    for (const [r, run] of pool.runs.entries()) {
      const path: YamlPath = pool.runs.length > 1 ? ['pools', p, 'runs', r] : ['pools', p, 'runs'];
      const other = taken.get(run);
      taken.set(run, pool.name);
      if (!known.includes(run))
        report(
          'case/unknown-run',
          `There is no run \`${run}\` under \`training\`.`,
          path,
          didYouMean(run, known) || `Runs of the case: ${known.join(', ') || 'none'}.`,
        );
      else if (other !== undefined)
        report(
          'case/run-in-two-pools',
          `The run \`${run}\` is named twice: its GPUs are in the pool \`${other}\` already.`,
          path,
          'Name each run once.',
        );
    }
  }
}
