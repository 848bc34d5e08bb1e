import type { Charge } from '../records/charge.ts';
import type { GpuEntry, GpuTable } from '../records/gpu.ts';
import type { Run } from '../records/run.ts';
import { matchesSelector } from '../select.ts';
import { unitOf } from './hours.ts';
import { type GpuLookup, gpuLookup } from './lookup.ts';

/** Rows of one GPU type that belong to one run, or to none. */
export interface ClusterGroup {
  readonly run: Run | null;
  readonly instanceType: string | null;
  /** null: the GPU table does not know the type. */
  readonly entry: GpuEntry | null;
  /** Usage that counts hours, idle reservations among it. */
  readonly metered: readonly Charge[];
  /** Cores and memory of the same machines, where the vendor bills them in rows of their own. */
  readonly parts: readonly Charge[];
  /** Commitments that nothing used. */
  readonly unusedCommitments: readonly Charge[];
  /** One-time fees of Capacity Blocks. */
  readonly fees: readonly Charge[];
  /** Rows of the run's resources that are in none of these; said of its first group. */
  readonly otherRows: number;
  readonly sharedWith: readonly string[];
}

/** Which charges belong to which run: those that its `resources` match. GPU rows that no run names stand apart. */
export function clusterGroups(charges: readonly Charge[], runs: readonly Run[], table: GpuTable): ClusterGroup[] {
  const entryOf = gpuLookup(table);
  const ofRuns = runs.map((run) => ({ run, rows: rowsOf(run, charges) }));
  const owners = ownersOf(ofRuns);
  const left = charges.filter((charge) => !owners.has(charge) && entryOf(charge) !== null);
  return [
    ...ofRuns.flatMap(({ run, rows }) => {
      const sharing = new Set(rows.flatMap((row) => owners.get(row) ?? []));
      const others = runs.filter((other) => other !== run && sharing.has(other));
      return groupsOf(
        run,
        rows,
        entryOf,
        others.map((other) => other.id),
      );
    }),
    ...groupsOf(null, left, entryOf, []),
  ];
}

function ownersOf(ofRuns: readonly { readonly run: Run; readonly rows: readonly Charge[] }[]): Map<Charge, Run[]> {
  const owners = new Map<Charge, Run[]>();
  for (const { run, rows } of ofRuns) for (const row of rows) owners.set(row, [...(owners.get(row) ?? []), run]);
  return owners;
}

function rowsOf({ resources }: Run, charges: readonly Charge[]): Charge[] {
  return resources ? charges.filter((charge) => matchesSelector(resources, charge)) : [];
}

function groupsOf(
  run: Run | null,
  rows: readonly Charge[],
  entryOf: GpuLookup,
  sharedWith: readonly string[],
): ClusterGroup[] {
  const unused = rows.filter(isUnusedCommitment);
  const fees = rows.filter((row) => row.x_Nature === 'capacity-block');
  const usage = rows.filter(
    (row) => row.ChargeCategory === 'Usage' && row.x_Nature === null && !isUnusedCommitment(row),
  );
  const counting = usage.filter((row) => unitOf(row) !== 'other');
  const ofGpus = counting.filter((row) => entryOf(row) !== null || unitOf(row) === 'gpu-hours');
  // Rows of types that nobody knows are still what the run is on, if there are no others.
  const metered = ofGpus.length > 0 ? ofGpus : counting;
  const parts = usage.filter((row) => unitOf(row) === 'other' && entryOf(row)?.hours === 'parts');
  const types = [...new Set(metered.map((row) => row.x_InstanceType))].sort(byName);
  const [first] = types;
  const home = (row: Charge) => (types.includes(row.x_InstanceType) ? row.x_InstanceType : first);
  const taken = countRows([...metered, ...parts, ...unused, ...fees]);
  return types.map((type) => {
    const own = metered.filter((row) => row.x_InstanceType === type);
    return {
      run,
      instanceType: type,
      entry: own[0] ? entryOf(own[0]) : null,
      metered: own,
      parts: parts.filter((row) => row.x_InstanceType === type),
      // A commitment or a fee that names no type of the group stands with the first.
      unusedCommitments: unused.filter((row) => home(row) === type),
      fees: fees.filter((row) => home(row) === type),
      otherRows: run !== null && type === first ? countRows(rows) - taken : 0,
      sharedWith,
    };
  });
}

export function countRows(rows: readonly Charge[]): number {
  return rows.reduce((sum, row) => sum + row.rows, 0);
}

function isUnusedCommitment({ CommitmentDiscountStatus, CapacityReservationStatus }: Charge): boolean {
  return CommitmentDiscountStatus?.toLowerCase() === 'unused' && CapacityReservationStatus?.toLowerCase() !== 'unused';
}

function byName(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0;
}
