import type { ReportDocument } from '../reports/document/blocks.ts';
import { drawTerminal } from '../reports/formats/terminal.ts';
import { usesColor } from './say.ts';

/** A document on stdout: as wide as the terminal and in color where it is one, else plain. */
export function drawOnStdout(document: ReportDocument): void {
  const terminal = process.stdout.isTTY === true;
  process.stdout.write(
    drawTerminal(document, {
      color: terminal && usesColor(process.env),
      // A terminal that does not know its width says 0.
      width: terminal ? process.stdout.columns || undefined : undefined,
    }),
  );
}
