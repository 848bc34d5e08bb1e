import type { Block, Column, Phrase, Piece, ReportDocument } from '../document/blocks.ts';
import { writeDocument } from '../document.ts';
import { escapeMarkdown, escapeMarkdownName, escapeOwnMarkdown } from '../escape/markdown.ts';
import type { Renderer } from '../renderer.ts';

export const renderer: Renderer = {
  id: 'markdown',
  title: 'Markdown that renders as is in a GitHub comment',
  extension: '.md',
  render: (report) => drawMarkdown(writeDocument(report)),
};

/** Any document made of blocks, as Markdown. */
export function drawMarkdown({ blocks }: ReportDocument): string {
  return `${blocks.map(draw).join('\n\n')}\n`;
}

function draw(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${write(block.text)}\n\n_${write(block.under)}_`;
    case 'lead':
    case 'paragraph':
      return write(block.text);
    case 'heading':
      return `${'#'.repeat(block.level)} ${write(block.text)}`;
    case 'note':
      return `_${write(block.text)}_`;
    case 'list':
      return block.items.map((item) => `- ${write(item)}`).join('\n');
    case 'facts':
      return block.facts.map(({ name, says }) => `- **${name}:** ${write(says)}`).join('\n');
    case 'table':
      return table(block);
    case 'details':
      return `<details>\n<summary>${block.title}</summary>\n\n${block.blocks.map(draw).join('\n\n')}\n\n</details>`;
  }
}

function table({ columns, rows }: Extract<Block, { kind: 'table' }>): string {
  const used = columns
    .map((_, index) => index)
    .filter((index) => rows.some((row) => write(row.cells[index] ?? []) !== ''));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = line(used.map((index) => columns[index]?.title || ' '));
  const marks = line(used.map((index) => (isNumeric(columns[index] as Column) ? '---:' : '---')));
  const body = rows.map((row) =>
    line(
      used.map((index) => {
        const text = write(row.cells[index] ?? []);
        return row.role === 'total' && text && !text.includes('**') ? `**${text}**` : text;
      }),
    ),
  );
  return [head, marks, ...body].join('\n');
}

function isNumeric({ type }: Column): boolean {
  return type === 'money' || type === 'percent' || type === 'quantity';
}

function write(phrase: Phrase): string {
  return phrase.map(writePiece).join('');
}

function writePiece(piece: Piece): string {
  if (piece.kind === 'ref') return escapeMarkdownName(piece.text);
  const text = piece.kind === 'data' ? escapeMarkdown(piece.text) : escapeOwnMarkdown(piece.text);
  return piece.strong && text ? `**${text}**` : text;
}
