import { readInstant } from '../../../../engine/values/instant.ts';
import { type Found, found, type Remark, remark } from '../found.ts';
import type { Passages, Sentence } from '../passages.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const MONTH = String.raw`(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;
const DATE = String.raw`(?:\d{4}-\d{2}-\d{2}|${MONTH}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?${MONTH},?\s+\d{4}|\d{1,2}[./]\d{1,2}[./]\d{4}|${MONTH}\s+\d{4})`;

const UPDATED = new RegExp(
  String.raw`\b(?:last\s+)?(?:updated|modified|revised|reviewed|published)(?:\s+(?:on|date|as of))?\s*:?\s*\(?(${DATE})`,
  'i',
);
const EFFECTIVE = new RegExp(
  String.raw`\b(?:effective|in force|valid|applies|applicable)(?:\s+(?:starting|date|as of|as from|from|on|since|beginning))*\s*:?\s*(?:on\s+|from\s+)?\(?(${DATE})`,
  'i',
);
const POLICY = new RegExp(String.raw`\b(?:policy|document|version|sla|agreement)\s+date\s*:?\s*(${DATE})`, 'i');

export interface FoundDates {
  readonly updated: readonly Found<string>[];
  readonly effective: readonly Found<string>[];
  readonly remarks: readonly Remark[];
}

/** The day of the text and the day from which it holds, as `YYYY-MM-DD`. */
export function findDates({ sentences }: Passages): FoundDates {
  const remarks: Remark[] = [];
  const read = (pattern: RegExp, sentence: Sentence): Found<string>[] => {
    const written = pattern.exec(sentence.plain)?.[1];
    if (written === undefined) return [];
    const day = readDay(written);
    if (day !== null) return [found(day, 'sure', sentence)];
    remarks.push(remark('ambiguous', `The date "${written}" does not name one day for certain.`, sentence));
    return [];
  };
  const near = sentences.filter(({ plain }) => plain.length < 300);
  return {
    updated: near.flatMap((sentence) => [...read(UPDATED, sentence), ...read(POLICY, sentence)]),
    effective: near.flatMap((sentence) => read(EFFECTIVE, sentence)),
    remarks,
  };
}

/** `null` for a month alone, for `10/08/2025`, which is two days, and for a day that does not exist. */
export function readDay(written: string): string | null {
  const text = written
    .toLowerCase()
    .replace(/(\d)(st|nd|rd|th)\b/, '$1')
    .replace(/\bof\s/, '');
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})$/.exec(text);
  if (named) return dayOf(Number(named[3]), monthOf(named[1] ?? ''), Number(named[2]));
  const dayFirst = /^(\d{1,2})\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})$/.exec(text);
  if (dayFirst) return dayOf(Number(dayFirst[3]), monthOf(dayFirst[2] ?? ''), Number(dayFirst[1]));
  const numbers = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/.exec(text);
  if (!numbers) return null;
  const [first, second, year] = [Number(numbers[1]), Number(numbers[3]), Number(numbers[4])];
  // Points are written with the day first; slashes are written both ways.
  if (numbers[2] === '.' || first > 12) return dayOf(year, second, first);
  return second > 12 ? dayOf(year, first, second) : first === second ? dayOf(year, first, second) : null;
}

function monthOf(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name)) + 1;
}

function dayOf(year: number, month: number, day: number): string | null {
  const written = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return readInstant(written, 'UTC').ok && year >= 1990 && year <= 2100 ? written : null;
}
