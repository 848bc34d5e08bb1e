import type { LevelSample } from '../../../engine/records/sample.ts';

/** Samples of which no two speak of the same time of the same thing. */
export interface DistinctSamples {
  /** By series, and in order of time within one. */
  readonly samples: readonly LevelSample[];
  /** Rows that repeat another one to the last number. */
  readonly same: readonly LevelSample[];
  /** Rows that share time with another one of their series and say something else: to count both would be to count twice. */
  readonly overlapping: readonly { readonly sample: LevelSample; readonly other: LevelSample }[];
}

export function distinctSamples(all: readonly LevelSample[]): DistinctSamples {
  const series = new Map<string, LevelSample[]>();
  for (const sample of all) {
    const key = seriesOf(sample);
    const others = series.get(key);
    if (others) others.push(sample);
    else series.set(key, [sample]);
  }
  const samples: LevelSample[] = [];
  const same: LevelSample[] = [];
  const overlapping: { sample: LevelSample; other: LevelSample }[] = [];
  for (const rows of series.values()) {
    rows.sort((a, b) => a.begin - b.begin || a.end - b.end);
    let last: LevelSample | undefined;
    for (const sample of rows) {
      if (last && sample.begin < last.end) {
        if (sayTheSame(sample, last)) same.push(sample);
        else overlapping.push({ sample, other: last });
        continue;
      }
      samples.push(sample);
      last = sample;
    }
  }
  return { samples, same, overlapping };
}

function seriesOf({ vendor, services, scope, dimension }: LevelSample): string {
  return JSON.stringify([vendor, services, scope.level, scope.id, scope.region ?? null, scope.zone ?? null, dimension]);
}

function sayTheSame(a: LevelSample, b: LevelSample): boolean {
  const keys = ['requests', 'errors', 'value'] as const;
  return (
    a.begin === b.begin &&
    a.end === b.end &&
    a.unit === b.unit &&
    keys.every((key) => (a[key] && b[key] ? a[key].equals(b[key]) : a[key] === b[key]))
  );
}
