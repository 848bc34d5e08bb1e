import type { OpenReading, TermsPage } from '../../engine/records/terms-page.ts';
import type { Block, Phrase } from '../document/blocks.ts';
import { names, ref, say, sentence, words } from '../document/phrases.ts';

/** What the text leaves open: every way to read it, the one that is taken first. */
export function openReadings({ open }: TermsPage): Block[] {
  if (open.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: say`What the text leaves open` },
    {
      kind: 'note',
      text: say`A report takes the first reading as its base; the others give its low and its high. One of them is settled in a case file, under readings.`,
    },
    ...block(
      'The text can be read in several ways',
      open.filter(({ state }) => state === 'ambiguous'),
    ),
    ...block(
      'The text is silent',
      open.filter(({ state }) => state === 'silent'),
    ),
  ];
}

function block(title: string, open: readonly OpenReading[]): Block[] {
  if (open.length === 0) return [];
  return [
    { kind: 'heading', level: 3, text: say`${words(title)}` },
    { kind: 'facts', facts: open.flatMap(factsOf) },
  ];
}

function factsOf({ subject, of, readings }: OpenReading): { readonly name: string; readonly says: Phrase }[] {
  return readings.map(({ name, says }, at) => ({
    name: subject.replaceAll('_', ' '),
    says: say`${ref(name)}: ${sentence(says)}${at === 0 && of.length > 0 ? say` (for ${names(of, 3)})` : []}`,
  }));
}
