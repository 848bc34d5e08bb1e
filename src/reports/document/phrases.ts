import { asText, LONGEST_SENTENCE } from '../escape/text.ts';
import type { Phrase, Piece, Row, Tone } from './blocks.ts';

/** Our own words around pieces: say`Claimable now: ${money}`. */
export function say(parts: TemplateStringsArray, ...inserts: readonly (Piece | Phrase)[]): Phrase {
  const pieces: Piece[] = [];
  parts.forEach((text, index) => {
    if (text) pieces.push(words(text));
    const insert = inserts[index];
    if (insert) pieces.push(...('kind' in insert ? [insert] : insert));
  });
  return pieces;
}

/** A name or title from an input. */
export function data(text: string): Piece {
  return { kind: 'data', text: asText(text) };
}

/** A sentence of the engine: ours, but with names from inputs inside. */
export function sentence(text: string): Piece {
  return { kind: 'data', text: asText(text, LONGEST_SENTENCE) };
}

/** A sentence of the engine where one of ours would begin: with a capital and a full stop. */
export function opening(text: string): Piece {
  const whole = text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
  return sentence(/[.!?]$/.test(whole) ? whole : `${whole}.`);
}

export function words(text: string): Piece {
  return { kind: 'words', text: asText(text, LONGEST_SENTENCE) };
}

/** ` [C1.base]`: what to type to have a number explained. */
export function explained(name: string): Phrase {
  return say` [${ref(name)}]`;
}

export function ref(text: string): Piece {
  return { kind: 'ref', text: asText(text) };
}

/** A currency in the title of a column; only a code passes, for it comes from a bill. */
export function inCurrency(title: string, currency: string): string {
  return /^[A-Z]{3}$/.test(currency) ? `${title} ${currency}` : title;
}

export function count(number: number): Piece {
  return { kind: 'count', text: asText(String(number).replace(/\B(?=(\d{3})+$)/g, ',')) };
}

export function status(text: string, tone: Tone): Piece {
  return { kind: 'status', text: asText(text), tone };
}

/** A day or time as the engine wrote it; a text that is none is data like any other. */
export function time(text: string): Piece {
  return DAY_OR_TIME.test(text) ? { kind: 'time', text: asText(text) } : data(text);
}

const DAY_OR_TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** `2025-10-20T07:11:00Z` as `2025-10-20 07:11Z`; seconds stay where there are any. */
export function minute(text: string): Piece {
  return time(text.replace('T', ' ').replace(/:00Z$/, 'Z'));
}

export function strong(phrase: Phrase): Phrase {
  return phrase.map((piece) => ({ ...piece, strong: true }));
}

export function join(phrases: readonly Phrase[], between: string): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? [...phrase] : [words(between), ...phrase]));
}

/** Names one after the other; beyond `most` only their number. */
export function names(list: readonly string[], most = 4): Phrase {
  const shown = join(
    list.slice(0, most).map((name) => [data(name)]),
    ', ',
  );
  return list.length > most ? [...shown, words(' and '), count(list.length - most), words(' more')] : shown;
}

export function plural(number: number, one: string, many: string): Phrase {
  return [count(number), words(` ${number === 1 ? one : many}`)];
}

export function body(...cells: readonly (Piece | Phrase)[]): Row {
  return { role: 'body', cells: cells.map(toPhrase) };
}

export function total(...cells: readonly (Piece | Phrase)[]): Row {
  return { role: 'total', cells: cells.map(toPhrase) };
}

function toPhrase(cell: Piece | Phrase): Phrase {
  return 'kind' in cell ? [cell] : cell;
}
