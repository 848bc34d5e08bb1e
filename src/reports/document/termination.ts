import type { Report } from '../report-schema.ts';
import type { Block, Phrase, Tone } from './blocks.ts';
import { count, data, join, ref, say, sentence, status, words } from './phrases.ts';

const MOST_SHOWN = 12;

const STATUSES: { readonly [name in Right['status']]: readonly [string, Tone] } = {
  arisen: ['arisen', 'good'],
  depends: ['depends on readings or evidence', 'open'],
  'not-arisen': ['not yet', 'quiet'],
};

type Right = Report['terminationRights'][number];

/** Rights to end a contract after repeated failure: which have arisen, and how many months the others still lack. */
export function termination({ terminationRights: rights }: Report): Block[] {
  if (rights.length === 0) return [];
  const left = rights.length - MOST_SHOWN;
  return [
    { kind: 'heading', level: 3, text: say`Rights to terminate` },
    { kind: 'list', items: rights.slice(0, MOST_SHOWN).map(item) },
    ...(left > 0 ? [{ kind: 'paragraph', text: say`${count(left)} more are in the JSON record.` } as const] : []),
  ];
}

function item(right: Right): Phrase {
  const { certain, possible, needed } = right.counted;
  const counted = certain === possible ? `${certain} of ${needed}` : `${certain} to ${possible} of ${needed}`;
  const from = join(
    right.credits.map((credit) => say`${ref(credit)}`),
    ', ',
  );
  return say`${data(right.scope.id)} under ${data(right.terms)}: ${status(...STATUSES[right.status])}. ${sentence(right.says)}; ${words(counted)} so far (${from}).`;
}
