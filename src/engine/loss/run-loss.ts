import type { RunLoss } from '../records/assessment.ts';
import type { Figure, Range } from '../records/figure.ts';
import { isZero, sum } from '../values/exact.ts';
import { applyBilling } from './billing-mode.ts';
import { bucketOf, type Rate } from './buckets.ts';
import { compute, reasonOf, total, undetermined } from './compute.ts';
import { replaceWithCover } from './cover.ts';
import type { Cover, Interruption, Stop } from './interruption.ts';
import { totalsOf } from './loss-totals.ts';
import { type OwnedPieces, shareAmongIncidents } from './overlap.ts';
import type { Piece } from './piece.ts';
import { piecesOf } from './pieces.ts';
import { reconcile } from './reconcile.ts';

/** The losses of one interruption: one for each incident that has a share in it. */
export function lossesOf(interruption: Interruption, rate: Rate): RunLoss[] {
  const shares = shareAmongIncidents(interruption, piecesOf(interruption)).map(({ share, pieces }) => ({
    share,
    pieces: applyBilling(pieces, rate.mode, interruption.unbilled),
  }));
  const [first, ...later] = shares;
  if (!first) return [];
  const isOf = (cover: Cover, { share }: OwnedPieces) => share !== null && cover.incident === share.incident;
  const firstCovers = interruption.covers.filter((cover) => !later.some((owned) => isOf(cover, owned)));
  const extensions = later.flatMap((owned) => owned.pieces.map((piece) => piece.seconds));
  const own = lossFrom(interruption, withCover(interruption, first, firstCovers), rate, (id) =>
    delayOf(id, interruption, extensions),
  );
  const others = later.map((owned) => {
    const covers = interruption.covers.filter((cover) => isOf(cover, owned));
    return extensionLoss(interruption, owned, covers, rate);
  });
  return [own, ...others];
}

function withCover(interruption: Interruption, owned: OwnedPieces, covers: readonly Cover[]): OwnedPieces {
  if (covers.length === 0) return owned;
  const { id = interruption.id, attribution = interruption.attribution } = owned.share ?? {};
  const { gpus } = interruption;
  return { ...owned, pieces: replaceWithCover({ id, attribution, gpus }, owned.pieces, covers) };
}

/** What a later incident added: its facts stand with the first. */
function extensionLoss(interruption: Interruption, owned: OwnedPieces, covers: readonly Cover[], rate: Rate): RunLoss {
  const delay = (id: string) =>
    total(
      { id: `${id}.delaySeconds`, label: 'delay of the run', unit: 'seconds' },
      owned.pieces.map((piece) => piece.seconds),
    );
  return { ...lossFrom(interruption, withCover(interruption, owned, covers), rate, delay), facts: [], atRisk: null };
}

function lossFrom(
  interruption: Interruption,
  { share, pieces }: OwnedPieces,
  rate: Rate,
  delay: (id: string) => Figure,
): RunLoss {
  const id = share?.id ?? interruption.id;
  const { stop } = interruption;
  const check = reconcile(interruption);
  const buckets = pieces.filter(isSomething).map((piece) => bucketOf(piece, rate));
  const open = check.agrees ? null : { because: check.because, input: check.difference };
  const totals = totalsOf({ id, label: 'loss of the run', currency: rate.currency, buckets, open });
  return {
    id: id.replace(/^losses\./, ''),
    run: interruption.run,
    incident: share?.incident ?? null,
    gpus: interruption.gpus,
    usdPerGpuHour: rate.perGpuHour,
    buckets,
    ...totals,
    delaySeconds: delay(id),
    ...statusOf(interruption, totals.total),
    facts: factsOf(interruption, check.difference),
    atRisk: stop?.atRisk ?? null,
  };
}

/** A line of no length says nothing; a line of unknown length says a lot. */
function isSomething(piece: Piece): boolean {
  return piece.seconds.value === null || !isZero(piece.seconds.value);
}

function statusOf({ stop, spares }: Interruption, whole: Figure): Pick<RunLoss, 'status' | 'because'> {
  if (stop && !stop.resumed)
    return {
      status: 'accrued',
      because:
        'The run is not resumed in its log: what must be done again is at risk, and not yet a loss of known size.',
    };
  if (stop && !stop.elapsed)
    return {
      status: 'accrued',
      because:
        'The log ends before the lost step is reached again: what is still to be done again is reckoned at the baseline.',
    };
  if (spares.some((spare) => !spare.repaired))
    return { status: 'accrued', because: 'The end of the repair is not known.' };
  if (whole.value === null) return { status: 'undetermined', because: sentence(reasonOf(whole)) };
  return {
    status: 'measured',
    because: 'The parts add up to the time from the last completed step until it was reached again.',
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Time, not money: unbilled hours delay a run as well. What the whole job stood still or lost in pace, once. */
function delayOf(id: string, { stop, stalls, slow }: Interruption, extensions: readonly Figure[]): Figure {
  const parts = { id: `${id}.delaySeconds`, label: 'delay of the run', unit: 'seconds' };
  const beside = [...stalls, ...slow].map((one) => one.seconds);
  if (!stop) return total(parts, beside);
  if (!stop.elapsed) return undetermined(parts, 'the lost step is not seen again in the log');
  if (extensions.length === 0) return total(parts, [stop.elapsed, ...beside]);
  const formula = 'the whole delay − what later incidents extended';
  return compute({ ...parts, formula }, [stop.elapsed, ...beside, ...extensions], (...values) =>
    sum(values.slice(0, 1 + beside.length)).sub(sum(values.slice(1 + beside.length))),
  );
}

function factsOf({ stop, baseline, facts }: Interruption, difference: Figure): Figure[] {
  const ofStop = (one: Stop): Figure[] => [
    one.lastStep,
    one.times.lastStepEnd.figure,
    one.restoredStep,
    ...(one.newest ? [one.newest.step] : []),
    ...Object.values(one.times).flatMap((moment) =>
      moment && moment !== one.times.lastStepEnd && moment !== one.times.observedUntil ? [moment.figure] : [],
    ),
    ...(one.atRisk ? edgesOf(one.atRisk) : []),
    ...(one.elapsed ? [one.elapsed, difference] : []),
  ];
  return [...(stop ? ofStop(stop) : []), baseline, ...facts];
}

/** The three figures of a range, or its one where they are the same. */
function edgesOf({ low, base, high }: Range): Figure[] {
  const isOne = [low, high].every((edge) => edge.value && base.value?.equals(edge.value));
  return isOne ? [base] : [low, base, high];
}
