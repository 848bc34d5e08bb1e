import { closure, type Figure } from '../../engine/records/figure.ts';
import { toText } from '../../engine/values/exact.ts';
import type { Report, ReportFigure } from '../report-schema.ts';
import { plain, showValue } from '../show.ts';
import { clauseRecord, originRecord } from './origins.ts';

/** Collects, while a report is written, which figure stands behind which of its numbers. */
export interface FigureBook {
  readonly roots: Figure[];
  readonly places: Map<string, string>;
}

/** Amounts of one object of the report, and the reason for each that is null. */
export type Amounts<Field extends string> = { [field in Field]: string | null } & {
  undetermined?: Record<string, string>;
};

export function openFigureBook(): FigureBook {
  return { roots: [], places: new Map() };
}

/**
 * Writes figures as the fields of one object: each becomes a decimal, or null with its reason beside it, and each is
 * found again under `<place>.<field>`.
 */
export function writeAmounts<Field extends string>(
  book: FigureBook,
  place: string,
  figures: { readonly [field in Field]: Figure | null },
): Amounts<Field> {
  const amounts: [string, string | null][] = [];
  const reasons: [string, string][] = [];
  for (const [field, figure] of Object.entries<Figure | null>(figures)) {
    amounts.push([field, figure?.value ? plain(figure.value, figure.unit) : null]);
    if (figure) enter(book, `${place}.${field}`, figure);
    if (figure?.value === null) reasons.push([field, figure.formula]);
  }
  const undetermined = reasons.length > 0 ? { undetermined: Object.fromEntries(reasons) } : {};
  return { ...Object.fromEntries(amounts), ...undetermined } as Amounts<Field>;
}

/** Lets a figure be found under a place or a short name of the report. */
export function enter(book: FigureBook, place: string, figure: Figure): void {
  book.roots.push(figure);
  book.places.set(place, figure.id);
}

/** Every figure the report rests on by id, and every place by the id of its figure, both sorted by code point. */
export function closeFigureBook(book: FigureBook): Pick<Report, 'figures' | 'aliases'> {
  const figures = [...closure(book.roots)].map(([id, figure]) => [id, figureRecord(figure)] as const);
  const places = [...book.places].filter(([place, id]) => place !== id);
  return { aliases: Object.fromEntries(places.sort(byKey)), figures: Object.fromEntries(figures.sort(byKey)) };
}

function figureRecord(figure: Figure): ReportFigure {
  return {
    label: figure.label,
    value: figure.value === null ? null : toText(figure.value),
    shown: figure.value === null ? 'undetermined' : showValue(figure.value, figure.unit),
    unit: figure.unit,
    formula: figure.formula,
    inputs: figure.inputs.map((input) => input.id),
    grade: figure.grade,
    clause: figure.clause ? clauseRecord(figure.clause) : null,
    origin: figure.origin ? originRecord(figure.origin) : null,
  };
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
