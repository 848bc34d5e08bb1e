import type { Incident } from '../records/assessment.ts';
import type { Issue, Result } from '../records/issue.ts';
import type { Run } from '../records/run.ts';
import type { StatedCover } from '../records/stated-facts.ts';
import { exact, sum, ZERO } from '../values/exact.ts';
import type { Cover, Interruption } from './interruption.ts';
import { piecesOf } from './pieces.ts';
import { statedFigure } from './stated-facts.ts';

/**
 * The interruptions of a run with the cover that was bought because of them: the one whose incident it names, else the
 * only one there is. Anything else is an error that asks which, for its cost would stand in no loss, or in the wrong one.
 */
export function withCover(
  run: Run,
  interruptions: readonly Interruption[],
  incidents: readonly Incident[],
  currency: string,
): Result<Interruption[]> {
  const ties = (run.stated?.cover ?? []).map((cover) => ({ cover, ...tieOf(cover, interruptions, incidents) }));
  const value = interruptions.map((interruption) => {
    const covers = ties
      .filter(({ home }) => home === interruption)
      .map(({ cover, incident }, index) =>
        coverOf(`${interruption.id}.cover.${index + 1}`, cover, incident ?? null, currency),
      );
    return covers.length > 0 ? { ...interruption, covers } : interruption;
  });
  const open = ties.filter(({ home }) => !home).map(({ cover }) => askWhich(run, cover, interruptions, incidents));
  return { value, issues: [...open, ...value.flatMap((one) => moreThanLost(run, one))] };
}

interface Tie {
  readonly home?: Interruption;
  readonly incident?: string;
}

function tieOf({ incident }: StatedCover, interruptions: readonly Interruption[], all: readonly Incident[]): Tie {
  if (incident === null) return interruptions.length === 1 ? { home: interruptions[0] } : {};
  const meant = all.filter(({ id, references = [] }) => id === incident.value || references.includes(incident.value));
  for (const home of interruptions) {
    const share = home.incidents.find((one) => meant.some(({ id }) => id === one.incident));
    if (share) return { home, incident: share.incident };
  }
  return {};
}

function coverOf(id: string, cover: StatedCover, incident: string | null, currency: string): Cover {
  const { gpus, hours, usdPerGpuHour } = cover;
  return {
    gpus: statedFigure(`${id}.gpus`, 'GPUs bought elsewhere', exact(gpus.value), 'gpus', cover, gpus.origin),
    seconds: statedFigure(
      `${id}.seconds`,
      'time they were bought for',
      hours.value.mul(exact(3600)),
      'seconds',
      cover,
      hours.origin,
    ),
    rate: statedFigure(
      `${id}.usdPerGpuHour`,
      'price of a GPU-hour bought elsewhere',
      usdPerGpuHour.value,
      `${currency}/gpu-hour`,
      cover,
      usdPerGpuHour.origin,
    ),
    incident,
  };
}

function askWhich(
  run: Run,
  cover: StatedCover,
  interruptions: readonly Interruption[],
  incidents: readonly Incident[],
): Issue {
  const names = [...new Set(interruptions.flatMap((one) => one.incidents.map((share) => share.incident)))].map((id) => {
    const [reference] = incidents.find((incident) => incident.id === id)?.references ?? [];
    return reference ? `${id} (${reference})` : id;
  });
  const interrupted = `${interruptions.length} interruption${interruptions.length === 1 ? '' : 's'}`;
  return {
    code: 'training/cover-not-tied',
    severity: 'error',
    message: cover.incident
      ? `The cover names incident \`${cover.incident.value}\`, which did not interrupt run ${run.id}.`
      : `Run ${run.id} has ${interrupted}: the case does not say which of them the cover was bought because of.`,
    origin: cover.incident?.origin ?? cover.origin,
    fix:
      names.length > 0
        ? `Write \`incident:\` with one of: ${names.join(', ')}.`
        : 'State it under `other_losses`: no incident of the case interrupted the run.',
  };
}

/** Cover beyond what was lost is counted at its price all the same: a reader must know. */
function moreThanLost(run: Run, interruption: Interruption): Issue[] {
  const { covers } = interruption;
  if (covers.length === 0) return [];
  const bought = sum(covers.map(({ gpus, seconds }) => (gpus.value ?? ZERO).mul(seconds.value ?? ZERO)));
  const lost = piecesOf(interruption).map(({ gpus, seconds }) => gpus.value && seconds.value?.mul(gpus.value));
  if (lost.some((one) => !one) || bought.compare(sum(lost.map((one) => one ?? ZERO))) <= 0) return [];
  return [
    {
      code: 'training/cover-exceeds-loss',
      severity: 'warning',
      message: `More GPU-hours of cover are stated than run ${run.id} lost; all of it is counted at its price.`,
      origin: covers[0]?.gpus.origin,
      fix: 'Give the hours that made up for this interruption.',
    },
  ];
}
