import type { Attribution, LossBucket, RunLoss } from '../records/assessment.ts';
import type { Figure } from '../records/figure.ts';
import { total, undetermined } from './compute.ts';

type LossTotals = Pick<RunLoss, 'gpuHours' | 'total' | 'cash' | 'nonCash' | 'byAttribution'>;

interface Question {
  /** Prefix of the figures. */
  readonly id: string;
  /** Label of the total. */
  readonly label: string;
  readonly currency: string;
  readonly buckets: readonly LossBucket[];
  /** Why the parts make no total although each of them may be known, and what shows it. null: they do. */
  readonly open: { readonly because: string; readonly input: Figure } | null;
}

/** What the buckets of a loss come to: as a whole, by cash, and by who bears them. */
export function totalsOf({ id, label, currency, buckets, open }: Question): LossTotals {
  const part = (key: string, says: string, isMeant: (bucket: LossBucket) => boolean): Figure => {
    const parts = { id: `${id}.${key}`, label: says, unit: currency };
    if (open) return undetermined(parts, open.because, key === 'total' ? [open.input] : []);
    return total(
      parts,
      buckets.filter(isMeant).map((bucket) => bucket.cost),
    );
  };
  const borne = (who: Attribution, says: string): Figure =>
    part(`byAttribution.${who}`, says, (bucket) => bucket.attribution === who);
  return {
    gpuHours: total(
      { id: `${id}.gpuHours`, label: 'GPU-hours lost', unit: 'gpu-hours' },
      buckets.map((bucket) => bucket.gpuHours),
    ),
    total: part('total', label, () => true),
    cash: part('cash', 'of it cash', (bucket) => bucket.cash),
    nonCash: part('nonCash', 'of it capacity already paid for', (bucket) => !bucket.cash),
    byAttribution: {
      outage: borne('outage', 'of it caused by the outage'),
      customer: borne('customer', "of it the customer's own risk"),
      unclear: borne('unclear', 'of it not decided by the records'),
    },
  };
}
