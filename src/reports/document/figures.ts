import { type Exact, fromText } from '../../engine/values/exact.ts';
import { asText } from '../escape/text.ts';
import { findFigure } from '../find-figure.ts';
import type { Report } from '../report-schema.ts';
import { showDuration, showMinutes, showNumber, showValue } from '../show.ts';
import type { Phrase, Piece } from './blocks.ts';
import { words } from './phrases.ts';

type Show = (value: Exact, unit: string) => string;

/** The number at a place of the report with its unit: `68,812.50 USD`. */
export function figure(report: Report, place: string): Piece {
  return showFigure(report, place, showValue);
}

/** The number alone, for a column that names the unit. */
export function number(report: Report, place: string): Piece {
  return showFigure(report, place, showNumber);
}

/** A figure in seconds, in minutes to the tenth. */
export function minutes(report: Report, place: string): Piece {
  return showFigure(report, place, showMinutes);
}

/** A figure in seconds as people say it. */
export function duration(report: Report, place: string): Piece {
  return showFigure(report, place, showDuration);
}

export function valueAt(report: Report, place: string): Exact | null {
  const text = findFigure(report, place)?.figure.value;
  return text ? (fromText(text) ?? null) : null;
}

/** Why the figure at a place is undetermined, as the engine says it; null where it is known. */
export function reasonAt(report: Report, place: string): string | null {
  const found = findFigure(report, place)?.figure;
  return found && found.value === null ? found.formula.replace(/^undetermined: /, '') : null;
}

/** Whether the three readings of an amount differ. */
export function isOpen(report: Report, place: string): boolean {
  const [low, base, high] = ['low', 'base', 'high'].map((part) => findFigure(report, `${place}.${part}`)?.figure.value);
  return low !== base || high !== base;
}

/** ` (0.00 to 9,830.40 by reading)` where the readings differ, else nothing. */
export function spread(report: Report, place: string): Phrase {
  if (!isOpen(report, place)) return [];
  return [
    words(' ('),
    number(report, `${place}.low`),
    words(' to '),
    number(report, `${place}.high`),
    words(' by reading)'),
  ];
}

function showFigure(report: Report, place: string, show: Show): Piece {
  const found = findFigure(report, place);
  const value = valueAt(report, place);
  if (!found || value === null) return words('undetermined');
  return { kind: 'figure', ref: place, text: asText(show(value, found.figure.unit)) };
}

type Three<T> = readonly [T, T, T];

/** The places of an amount in its three readings. */
export function edgesOf(place: string): Three<string> {
  return [`${place}.low`, `${place}.base`, `${place}.high`];
}

/** Three numbers for three columns. Wholly undetermined is said once. */
export function inThree(report: Report, places: Three<string>): Three<Piece> {
  if (places.every((place) => valueAt(report, place) === null)) return [words('–'), words('undetermined'), words('–')];
  const [low, base, high] = places;
  return [number(report, low), number(report, base), number(report, high)];
}
