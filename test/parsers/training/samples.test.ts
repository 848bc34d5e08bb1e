import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toText } from '../../../src/engine/values/exact.ts';
import { formatInstant } from '../../../src/engine/values/instant.ts';
import { readTraining } from '../../../src/parsers/training/read.ts';

// Real files and excerpts, kept outside of the repository for their licenses.
const SAMPLES = new URL('../../../../shared/samples/training/', import.meta.url);
const read = (path: string, zone?: string) =>
  readTraining({ label: path, text: readFileSync(new URL(path, SAMPLES), 'utf8') }, { run: 'r', zone });

describe.skipIf(!existsSync(SAMPLES))('real training logs', () => {
  it('stamped iteration lines of 2024, in the zone the user states', () => {
    const { value, issues } = read('megatron-excerpts/iteration-lines-timestamped.excerpt.log', 'Europe/Zurich');
    expect(issues).toEqual([]);
    expect(
      value.events.map(({ at, event, step, stepSeconds }) => [
        formatInstant(at),
        event,
        step,
        stepSeconds && toText(stepSeconds),
      ]),
    ).toEqual([
      ['2024-04-06T01:02:12Z', 'step', 71, '5.3616'],
      ['2024-04-06T01:02:18Z', 'step', 72, '5.4707'],
      ['2024-04-06T01:02:24Z', 'step', 73, '5.8299'],
    ]);
  });

  it('progress.txt: a start and a save that never committed', () => {
    const { value, issues } = read('megatron-excerpts/progress.txt.excerpt', 'Europe/Zurich');
    expect(issues).toEqual([]);
    expect(value.events.map(({ at, event, step, gpus }) => [formatInstant(at), event, step, gpus])).toEqual([
      ['2025-02-24T16:31:25Z', 'run_start', null, 8],
      ['2025-02-24T16:35:03Z', 'save_start', 100, 8],
    ]);
  });

  it('Megatron-DeepSpeed of 2021: the process is seen, 49 unstamped steps are refused', () => {
    const { value, issues, rows } = read('bigscience/meg_ds_3d_gpt2_perf_n16-ds-on.out', 'Europe/Paris');
    expect(value.events.map(({ event, gpus, step }) => [event, gpus, step])).toEqual([
      ['run_start', 64, null],
      ['load_end', 64, 0],
    ]);
    expect(rows.rejected).toEqual([{ reason: 'an iteration line without a readable time', rows: 49 }]);
    expect(new Set(issues.map(({ severity, code }) => `${severity} ${code}`))).toEqual(
      new Set(['error training/unstamped-line']),
    );
  });

  it.each(existsSync(SAMPLES) ? readdirSync(new URL('bigscience/', SAMPLES)) : [])(
    '%s of BigScience gives no step without a time',
    (name) => {
      const { value, issues } = read(`bigscience/${name}`, 'Europe/Paris');
      expect(value.events.filter(({ event }) => event === 'step')).toEqual([]);
      expect(issues.some(({ code }) => code === 'training/unstamped-line' || code === 'training/unknown-format')).toBe(
        true,
      );
    },
  );
});
