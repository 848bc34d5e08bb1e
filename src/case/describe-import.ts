import { placeInWords } from '../parsers/terms/prose/document.ts';
import type { Remark } from '../parsers/terms/prose/found.ts';
import type { Row } from '../parsers/terms/prose/rows.ts';
import { escapeTerminal } from '../reports/escape/terminal.ts';
import type { ImportedFile } from './import-file.ts';

const LONGEST_SENTENCE = 150;
const NAME_WIDTH = 26;

/** What was read, how sure it is, what is missing and what to look at: the page a person checks a draft by. */
export function describeImport(imported: ImportedFile): string {
  const { label, container, rows, remarks, warnings } = imported;
  const sure = rows.filter((row) => row.found?.confidence === 'sure');
  const unsure = rows.filter((row) => row.found && row.found.confidence !== 'sure');
  const missing = rows.filter((row) => row.found === null);
  const notes = [...remarks.map(remarkLines), ...warnings.map(({ message }) => [`${HEADS.ambiguous}: ${message}`])];
  return [
    `${label} (${container}): a draft for a person to confirm; no figure comes of it before.`,
    ...section('READ', sure, (row) => rowLines(row)),
    ...section('CONCLUDED: compare with the text', unsure, (row) => rowLines(row)),
    ...section('NOT FOUND', missing, (row) => [row.essential ? `${row.what}: needed for any claim` : row.what]),
    ...section('LOOK AT', notes, (lines) => lines),
    '',
    'NEXT',
    '  1. Compare each line above with the contract and correct the draft.',
    '  2. Say which charges are covered: `covers.charges`. No contract names columns of a bill.',
    '  3. Set the grades, then `status: in_force` (docs/import.md).',
  ]
    .map((line) => line.replace(/^(\s*)(.*)$/, (_, indent: string, text: string) => indent + escapeTerminal(text)))
    .join('\n')
    .concat('\n');
}

const HEADS: Readonly<Record<Remark['code'], string>> = {
  contradiction: 'contradiction',
  ambiguous: 'unclear',
  'not-read': 'not read',
};

function section<Item>(title: string, items: readonly Item[], lines: (item: Item) => readonly string[]): string[] {
  if (items.length === 0) return [];
  return ['', `${title} (${items.length})`, ...items.flatMap((item) => lines(item).map((line) => `  ${line}`))];
}

function rowLines({ what, value, found }: Row): string[] {
  if (!found) return [];
  const doubt = found.confidence === 'unsure' ? '  (unsure)' : '';
  return [
    `${what.padEnd(NAME_WIDTH)}${value ?? ''}${doubt}`,
    `    ${placeInWords(found.place)}: ${cut(found.said, value ?? '')}`,
  ];
}

function remarkLines({ code, message, said, place }: Remark): string[] {
  return [`${HEADS[code]}: ${message}`, `    ${placeInWords(place)}: ${cut(said)}`];
}

/** The part of a long sentence that holds the number of the value, else its beginning. */
function cut(sentence: string, value = ''): string {
  if (sentence.length <= LONGEST_SENTENCE) return sentence;
  const number = /\d+(?:\.\d+)?/.exec(value)?.[0];
  const at = number === undefined ? 0 : sentence.indexOf(number);
  const begin = at > LONGEST_SENTENCE - 30 ? sentence.lastIndexOf(' ', at - LONGEST_SENTENCE / 2) + 1 : 0;
  const shown = [...sentence.slice(begin)];
  const end = shown.length > LONGEST_SENTENCE ? '…' : '';
  return `${begin > 0 ? '… ' : ''}${shown.slice(0, LONGEST_SENTENCE).join('')}${end}`;
}

/** The same as data. */
export function importRecord({ label, container, sha256, rows, remarks, warnings, draft }: ImportedFile) {
  const items = rows.map(({ what, fields, value, found, essential }) => ({
    what,
    fields,
    essential,
    value,
    confidence: found?.confidence ?? null,
    said: found?.said ?? null,
    place: found?.place ?? null,
  }));
  return {
    file: label,
    container,
    sha256,
    found: items.filter(({ value }) => value !== null),
    not_found: items
      .filter(({ value }) => value === null)
      .map(({ what, fields, essential }) => ({ what, fields, essential })),
    findings: [...remarks, ...warnings.map(({ code, message }) => ({ code, message, said: null, place: null }))],
    draft,
  };
}

/** Whether everything is known that a claim needs. */
export function isComplete({ rows }: ImportedFile): boolean {
  return rows.every(({ essential, found }) => !essential || (found !== null && found.confidence !== 'unsure'));
}
