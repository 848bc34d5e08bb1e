import type { Block, ReportDocument } from '../document/blocks.ts';
import { writeDocument } from '../document.ts';
import type { Renderer, RenderOptions } from '../renderer.ts';
import { drawGrid } from '../terminal/grid.ts';
import { type Pen, takePen } from '../terminal/pen.ts';
import { drawTable } from '../terminal/table.ts';
import { widthOf } from '../terminal/wrap.ts';

const USUAL_WIDTH = 80;
const WIDEST = 100;
const NARROWEST = 40;

export const renderer: Renderer = {
  id: 'terminal',
  title: 'A page for the terminal',
  extension: '.txt',
  render: (report, options) => drawTerminal(writeDocument(report), options),
};

/** Any document made of blocks, as a page for the terminal. */
export function drawTerminal(
  { blocks }: ReportDocument,
  { width = USUAL_WIDTH, color = false }: RenderOptions,
): string {
  const page = Math.min(WIDEST, Math.max(NARROWEST, width));
  const pen = takePen(color);
  const lines = blocks.flatMap((block) => draw(block, page, pen));
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function draw(block: Block, width: number, pen: Pen): string[] {
  switch (block.kind) {
    case 'title':
      return [...flow(pen.bold(pen.write(block.text)), width, 0), ...flow(pen.dim(pen.write(block.under)), width, 0)];
    case 'lead':
      return ['', ...flow(pen.write(block.text), width, 0), ''];
    case 'heading':
      return block.level === 2
        ? section(pen.write(block.text), width, pen)
        : ['', ...flow(pen.bold(pen.write(block.text)), width, 2)];
    case 'paragraph':
      return [...flow(pen.write(block.text), width, 2), ''];
    case 'note':
      return flow(pen.dim(pen.write(block.text)), width, 2);
    case 'list':
      return [
        ...drawGrid(
          pair(1, width),
          block.items.map((item) => ['•', pen.write(item)]),
          1,
          2,
        ),
        '',
      ];
    case 'facts':
      return [
        ...facts(
          block.facts.map(({ name, says }) => [name, pen.write(says)]),
          width,
          pen,
        ),
        '',
      ];
    case 'table':
      return [...drawTable(block, width, pen), ''];
    case 'details':
      return [...section(block.title, width, pen), ...block.blocks.flatMap((inner) => draw(inner, width, pen))];
  }
}

function section(title: string, width: number, pen: Pen): string[] {
  const rest = Math.max(0, width - widthOf(title) - 1);
  return ['', `${pen.bold(title)} ${pen.dim('─'.repeat(rest))}`.trimEnd(), ''];
}

function flow(text: string, width: number, indent: number): string[] {
  return drawGrid([{ width: width - indent, align: 'left' }], [[text]], 0, indent);
}

function facts(rows: readonly (readonly [string, string])[], width: number, pen: Pen): string[] {
  const name = Math.min(18, Math.max(...rows.map(([first]) => widthOf(first))));
  // The same name twice running is written once, as in a column of a statement.
  const said = rows.map(([first, text], index) => [rows[index - 1]?.[0] === first ? '' : pen.dim(first), text]);
  return drawGrid(pair(name, width - 1), said, 2, 2);
}

function pair(first: number, width: number): { width: number; align: 'left' }[] {
  return [
    { width: first, align: 'left' },
    { width: Math.max(1, width - first - 3), align: 'left' },
  ];
}
