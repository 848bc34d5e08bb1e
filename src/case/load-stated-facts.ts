import type { ZoneMap } from '../engine/records/case-records.ts';
import type { Price } from '../engine/records/run.ts';
import type { Stated, StatedFacts, StatedPool } from '../engine/records/stated-facts.ts';
import type { YamlPath } from '../parsers/syntax/yaml.ts';
import type { CaseSource } from './case-problems.ts';
import type { CasePool, CaseTraining } from './case-schema.ts';
import { readResources } from './read-resources.ts';

/** What the user states of a run beside its logs, each value with its line. `path` is where the run stands. */
export function statedFacts(run: CaseTraining, path: YamlPath, source: CaseSource): StatedFacts {
  const at = <T>(field: string, nth: number, key: string, value: T): Stated<T> =>
    stated(value, [...path, field, nth, key], source);
  const entry = (field: string, nth: number, document: string | undefined) => ({
    document: document ?? null,
    origin: originOf([...path, field, nth], source),
  });
  return {
    spares: (run.spares ?? []).map(({ gpus, swapped_at, repaired_at, document }, nth) => ({
      ...entry('spares', nth, document),
      gpus: at('spares', nth, 'gpus', gpus),
      swappedAt: at('spares', nth, 'swapped_at', swapped_at),
      repairedAt: repaired_at === undefined ? null : at('spares', nth, 'repaired_at', repaired_at),
    })),
    released: (run.released ?? []).map(({ gpus, begin, end, document }, nth) => ({
      ...entry('released', nth, document),
      gpus: at('released', nth, 'gpus', gpus),
      span: at('released', nth, 'begin', { begin, end }),
    })),
    unbilled: (run.unbilled ?? []).map(({ begin, end, document }, nth) => ({
      ...entry('unbilled', nth, document),
      span: at('unbilled', nth, 'begin', { begin, end }),
    })),
    blocks: (run.capacity_blocks ?? []).map(({ begin, end, instances, document }, nth) => ({
      ...entry('capacity_blocks', nth, document),
      span: at('capacity_blocks', nth, 'begin', { begin, end }),
      instances: instances === undefined ? null : at('capacity_blocks', nth, 'instances', instances),
    })),
    cover: (run.cover ?? []).map(({ gpus, hours, usd_per_gpu_hour, document, incident }, nth) => ({
      ...entry('cover', nth, document),
      gpus: at('cover', nth, 'gpus', gpus),
      hours: at('cover', nth, 'hours', hours),
      usdPerGpuHour: at('cover', nth, 'usd_per_gpu_hour', usd_per_gpu_hour),
      incident: incident === undefined ? null : at('cover', nth, 'incident', incident),
    })),
  };
}

/** Capacity that runs share, as the user states it. */
export function statedPools(pools: readonly CasePool[], source: CaseSource, zones: readonly ZoneMap[]): StatedPool[] {
  return pools.map((pool, nth) => ({
    name: pool.name,
    gpus: stated(pool.gpus, ['pools', nth, 'gpus'], source),
    runs: pool.runs,
    queuedGpus: pool.queued_gpus === undefined ? null : stated(pool.queued_gpus, ['pools', nth, 'queued_gpus'], source),
    resources: readResources(pool.resources, zones).selector,
    price: toPrice(pool.price, ['pools', nth, 'price'], source),
    billing: pool.billing ?? null,
    document: pool.document ?? null,
    origin: originOf(['pools', nth], source),
  }));
}

export function toPrice(price: CaseTraining['price'], path: YamlPath, source: CaseSource): Price | null {
  if (price === undefined) return null;
  if (price === 'from-bill') return { from: 'bill' };
  return { from: 'stated', usdPerGpuHour: price.usd_per_gpu_hour, origin: source.cite(path).origin };
}

function stated<T>(value: T, path: YamlPath, source: CaseSource): Stated<T> {
  return { value, origin: originOf(path, source) };
}

function originOf(path: YamlPath, source: CaseSource) {
  return source.cite(path).origin ?? { file: source.file };
}
