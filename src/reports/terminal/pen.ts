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
    bold: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    ref: (text) => chalk.cyan(text),
  };
}

function paint(chalk: ChalkInstance, piece: Piece): string {
  const text = escapeTerminal(piece.text);
  // A chalk call on an empty text writes nothing, on a blank one it would: blanks are left alone.
  if (text.trim() === '') return text;
  const colored =
    piece.kind === 'ref' ? chalk.cyan(text) : piece.kind === 'status' ? TONES[piece.tone](chalk)(text) : text;
  return piece.strong ? chalk.bold(colored) : colored;
}

const TONES: { readonly [tone in Tone]: (chalk: ChalkInstance) => (text: string) => string } = {
  good: (chalk) => chalk.green,
  bad: (chalk) => chalk.red,
  open: (chalk) => chalk.yellow,
  quiet: () => (text) => text,
};
