import { fromText } from '../../engine/values/exact.ts';
import { escapeTerminal } from '../escape/terminal.ts';
import type { ExplainedFigure } from '../explain.ts';
import type { RenderOptions } from '../renderer.ts';
import { showNumber } from '../show.ts';
import { drawGrid } from '../terminal/grid.ts';
import { type Pen, takePen } from '../terminal/pen.ts';

const USUAL_WIDTH = 80;
const WIDEST = 100;
const STEP = 2;
// Deep trees keep a column to write in.
const DEEPEST_INDENT = 24;
const MOST_INPUTS = 24;

/** An explanation for people: each figure under the one it is an input of, down to file lines and clauses. */
export function printExplanation(
  figure: ExplainedFigure,
  { width = USUAL_WIDTH, color = false }: RenderOptions,
): string {
  const lines = write(figure, 0, Math.min(WIDEST, Math.max(40, width)), takePen(color));
  return `${lines.join('\n')}\n`;
}

function write(figure: ExplainedFigure, depth: number, width: number, pen: Pen): string[] {
  const indent = Math.min(depth * STEP, DEEPEST_INDENT);
  const [name = figure.id] = figure.names;
  const head = `${pen.bold(escapeTerminal(figure.shown))}  ${escapeTerminal(figure.label)} ${pen.ref(`[${escapeTerminal(name)}]`)}`;
  const under = [...(figure.inputs === null ? ['see above'] : details(figure))];
  const inputs = figure.inputs ?? [];
  const left = inputs.length - MOST_INPUTS;
  return [
    ...flow(head, indent, width),
    ...under.flatMap((line) => flow(pen.dim(line), indent + STEP * 2, width)),
    ...inputs.slice(0, MOST_INPUTS).flatMap((input) => write(input, depth + 1, width, pen)),
    ...(left > 0 ? flow(pen.dim(`and ${left} more inputs: with --json all are printed`), indent + STEP, width) : []),
  ];
}

function details({ value, unit, formula, grade, clause, origin }: ExplainedFigure): string[] {
  const exactly = value !== null && !isShownWhole(value, unit) ? [`exactly ${escapeTerminal(value)}`] : [];
  const why = value === null ? `because ${formula.replace(/^undetermined: /, '')}` : `= ${formula}`;
  const place = origin ? [origin.file, origin.line, origin.column].filter((part) => part !== null).join(':') : '';
  return [
    `${escapeTerminal(why)} (${grade})`,
    ...exactly,
    ...(origin ? [`from ${escapeTerminal(origin.pointer ? `${place} ${origin.pointer}` : place)}`] : []),
    ...(clause
      ? [
          escapeTerminal(
            `clause ${clause.terms} ${clause.field} (${clause.grade.replaceAll('_', ' ')}): ${clause.says}`,
          ),
        ]
      : []),
    ...(clause?.url ? [escapeTerminal(clause.url)] : []),
  ];
}

/** Whether what is shown is the value itself, not a rounding of it. */
function isShownWhole(value: string, unit: string): boolean {
  const exact = fromText(value);
  if (!exact || unit === 'instant') return true;
  const shown = fromText(showNumber(exact, unit).replaceAll(',', ''));
  return shown?.equals(unit === 'fraction' ? exact.mul(100n) : exact) ?? false;
}

function flow(text: string, indent: number, width: number): string[] {
  return drawGrid([{ width: Math.max(16, width - indent), align: 'left' }], [[text]], 0, indent);
}
