import type { TermsPage } from '../../engine/records/terms-page.ts';
import type { Block } from '../document/blocks.ts';
import { body, names, ref, say, sentence, status } from '../document/phrases.ts';

/** What the text leaves open: every way to read it, the one that is taken first. */
export function openReadings({ open, commitments }: TermsPage): Block[] {
  if (open.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: say`What the text leaves open` },
    {
      kind: 'note',
      text: say`The first reading is the one a report takes as its base; the others give its low and high. Settle one in a case file, under readings.`,
    },
    {
      kind: 'table',
      columns: [
        { title: 'Reading', type: 'ref' },
        { title: 'Of', type: 'text' },
        { title: 'Text is', type: 'status' },
        { title: 'Can be read as', type: 'text' },
      ],
      rows: open.flatMap(({ subject, of, state, readings }) =>
        readings.map(({ name, says }, at) =>
          body(
            ref(at === 0 ? subject : ''),
            at === 0 && of.length > 0 && of.length < commitments.length ? names(of, 3) : say``,
            status(at === 0 ? state : '', 'quiet'),
            say`${ref(name)}: ${sentence(says)}`,
          ),
        ),
      ),
    },
  ];
}
