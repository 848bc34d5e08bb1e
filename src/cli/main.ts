import { run } from '@oclif/core/run';
import { settings } from '@oclif/core/settings';
import { exitCode } from './exit-codes.ts';

/** The fields by which oclif marks an error that is the user's to solve. */
interface MarkedError extends Error {
  readonly code?: string;
  readonly oclif?: { readonly exit?: number };
}

/** Runs the command line. Sets the exit code and never throws. `root` is the folder of the package. */
export async function main(argv: readonly string[], root: string): Promise<void> {
  // Without these, NODE_ENV=development in someone's shell makes oclif look for TypeScript sources.
  settings.enableAutoTranspile = false;
  settings.tsnodeEnabled = false;
  endOnSignals();
  try {
    await run([...argv], root);
  } catch (error) {
    process.exitCode = await explainFailure(error as MarkedError);
  }
}

// Output files are written in one synchronous go, so a signal finds them whole or not begun.
function endOnSignals(): void {
  process.once('SIGINT', () => process.exit(exitCode('interrupted')));
  process.once('SIGTERM', () => process.exit(143));
}

async function explainFailure(error: MarkedError): Promise<number> {
  if (error.code === 'EEXIT') return error.oclif?.exit ?? 0;
  if (error.code === 'EPIPE') return 0;
  if (error.oclif) {
    const { escapeTerminal } = await import('../reports/escape/terminal.ts');
    const [first = '', ...rest] = error.message.split('\n').map((line) => escapeTerminal(line));
    process.stderr.write(`${[`error: ${first}`, ...rest].join('\n')}\n`);
    return exitCode('refused');
  }
  process.stderr.write(describeBug(error));
  return exitCode('bug');
}

function describeBug(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  const running = `node ${process.version}, ${process.platform}-${process.arch}`;
  return `This is a bug in makewhole, not a fault of your input. Nothing was written.\n\n${stack}\n\nPlease report it with the lines above, the command you ran, and: ${running}.\n`;
}
