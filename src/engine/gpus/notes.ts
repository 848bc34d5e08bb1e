import type { Charge } from '../records/charge.ts';
import { sum, toText } from '../values/exact.ts';
import type { BlockShare } from './capacity-block.ts';
import type { ClusterGroup } from './groups.ts';

/** What a reader of a cluster's figures must know of the rows behind them, in sentences. */
export function clusterNotes(
  { run, sharedWith, otherRows, metered, unusedCommitments }: ClusterGroup,
  {
    free,
    block,
    hasIdle,
  }: { readonly free: readonly Charge[]; readonly block: BlockShare | null; readonly hasIdle: boolean },
): string[] {
  const resources = run?.resources;
  const freeHours = sum(free.flatMap((row) => row.ConsumedQuantity ?? []));
  const noType = unusedCommitments.some((row) => metered.every((own) => own.x_InstanceType !== row.x_InstanceType));
  return [
    ...(run ? [] : ['No run of the case names these rows.']),
    ...(sharedWith.length > 0
      ? [`The same rows belong to ${sharedWith.join(', ')} as well: the cost is that of all of them.`]
      : []),
    ...(free.length > 0
      ? [
          `${toText(freeHours)} hours of these rows cost 0 and are left out: they are a gap, or a reservation's own count of hours that other rows bill.`,
        ]
      : []),
    ...(block ? [`A Capacity Block was paid once: ${blockSays(block)}`] : []),
    ...(resources?.ResourceId && !hasIdle
      ? ['Idle hours that the bill writes under the id of a reservation are in it only if `resources` names that id.']
      : []),
    ...(noType ? ['Unused commitments that name no instance type stand with the first type of the run.'] : []),
    ...(otherRows > 0 ? [`${otherRows} further rows of these resources are of no GPU type and not in it.`] : []),
  ];
}

function blockSays({ perInstanceHour }: BlockShare): string {
  if (perInstanceHour.value === null)
    return `${perInstanceHour.formula.replace(/^undetermined, because /, 'its fee is not spread, because ')}. State \`capacity_blocks\` of the run.`;
  return 'its fee is spread over its instances and hours in the amortized cost, and in no cash of an hour.';
}
