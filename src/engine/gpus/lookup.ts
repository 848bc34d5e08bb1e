import type { Charge } from '../records/charge.ts';
import { type Figure, measured } from '../records/figure.ts';
import type { GpuEntry, GpuTable } from '../records/gpu.ts';
import { matchesAny } from '../select.ts';
import { toText } from '../values/exact.ts';

/** The table's entry for a row, by its vendor and instance type. */
export type GpuLookup = (charge: Pick<Charge, 'x_Vendor' | 'x_InstanceType'>) => GpuEntry | null;

const LONGEST_TYPE = 200;
// What nobody read in a page of somebody's yields no figure, here as in a contract.
const TOO_WEAK = new Set(['general_knowledge']);

/**
 * A look-up that remembers: a bill repeats few types in many rows. A vendor that the table knows is asked for its own
 * types only; a reseller's name is none, and then the type alone decides, if all entries of that name agree.
 */
export function gpuLookup(table: GpuTable): GpuLookup {
  const usable = table.filter((entry) => !TOO_WEAK.has(entry.source.grade));
  const known = new Map<string | null, Map<string, GpuEntry | null>>();
  return ({ x_Vendor: vendor, x_InstanceType: type }) => {
    if (type === null || type.length > LONGEST_TYPE || usable.length === 0) return null;
    const ofVendor = known.get(vendor) ?? new Map<string, GpuEntry | null>();
    known.set(vendor, ofVendor);
    const found = ofVendor.get(type);
    if (found !== undefined) return found;
    const entry = find(usable, vendor, type);
    ofVendor.set(type, entry);
    return entry;
  };
}

function find(table: GpuTable, vendor: string | null, type: string): GpuEntry | null {
  const own = table.filter((entry) => entry.vendor === vendor);
  const matching = (own.length > 0 ? own : table).filter((entry) =>
    matchesAny([plain(entry.instanceType)], plain(type)),
  );
  const exactly = matching.filter((entry) => !entry.instanceType.includes('*'));
  const [first, ...others] = exactly.length > 0 ? exactly : matching;
  return first && others.every((other) => agree(first, other)) ? first : null;
}

function agree(a: GpuEntry, b: GpuEntry): boolean {
  return a.gpuModel === b.gpuModel && a.hours === b.hours && a.gpus?.toFraction() === b.gpus?.toFraction();
}

/**
 * Azure writes one size as `Standard_ND96isr_H100_v5`, `ND96isr H100 v5` and `ND96isrH100v5`; SageMaker calls the EC2 type
 * it runs on `ml.p5.48xlarge`.
 */
function plain(type: string): string {
  return type
    .toLowerCase()
    .replace(/^(standard_|ml\.)/, '')
    .replace(/[\s_]/g, '');
}

/** GPUs of one instance as a figure that names the table's entry and its source. */
export function gpusOfEntry(
  id: string,
  { vendor, instanceType, gpuModel, gpus, memory, source, origin }: GpuEntry,
): Figure {
  const says = `${gpus ? toText(gpus) : 'an unknown number of'} × ${gpuModel}${memory ? `, ${memory}` : ''} (${source.title}, checked ${source.lastChecked})`;
  return measured({
    id,
    label: 'GPUs per instance',
    value: gpus,
    unit: 'gpus',
    formula: gpus
      ? `GPU table, ${vendor} ${instanceType}: ${gpuModel}`
      : `undetermined, because the GPU table has no count for ${vendor} ${instanceType}`,
    origin,
    clause: { terms: `gpus/${vendor}`, field: instanceType, says, grade: source.grade, url: source.url, origin },
  });
}
