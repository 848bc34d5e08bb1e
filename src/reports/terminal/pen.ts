import { Chalk, type ChalkInstance } from 'chalk';
import type { Phrase, Piece, Tone } from '../document/blocks.ts';
import { escapeTerminal } from '../escape/terminal.ts';

/** Writes phrases as terminal text. With color off the words are the same: color only repeats what they say. */
export interface Pen {
  readonly write: (phrase: Phrase) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly ref: (text: string) => string;
}

export function takePen(color: boolean): Pen {
  // Level 1 is the sixteen colors every terminal has, in the reader's own theme.
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    write: (phrase) => phrase.map((piece) => paint(chalk, piece)).join(''),
    bold: (text) => byWord(text, chalk.bold),
    dim: (text) => byWord(text, chalk.dim),
    ref: (text) => byWord(text, chalk.cyan),
  };
}

function paint(chalk: ChalkInstance, piece: Piece): string {
  const text = escapeTerminal(piece.text);
  const colored =
    piece.kind === 'ref'
      ? byWord(text, chalk.cyan)
      : piece.kind === 'status'
        ? byWord(text, TONES[piece.tone](chalk))
        : text;
  return piece.strong ? byWord(colored, chalk.bold) : colored;
}

// Every word is colored on its own, so that a line can be broken at any space.
function byWord(text: string, color: (word: string) => string): string {
  return text
    .split(' ')
    .map((word) => (word === '' ? word : color(word)))
    .join(' ');
}

const TONES: { readonly [tone in Tone]: (chalk: ChalkInstance) => (text: string) => string } = {
  good: (chalk) => chalk.green,
  bad: (chalk) => chalk.red,
  open: (chalk) => chalk.yellow,
  quiet: () => (text) => text,
};
