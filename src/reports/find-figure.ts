import type { Report, ReportFigure } from './report-schema.ts';

/** The figure behind a place of the report, a short name, or an id of its own. Printed names win over inner ids. */
export function findFigure(
  report: Pick<Report, 'figures' | 'aliases'>,
  name: string,
): { id: string; figure: ReportFigure } | null {
  const id = Object.hasOwn(report.aliases, name) ? (report.aliases[name] as string) : name;
  const figure = Object.hasOwn(report.figures, id) ? report.figures[id] : undefined;
  return figure ? { id, figure } : null;
}
