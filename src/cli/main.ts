import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
    process.exitCode = await explainFailure(error as MarkedError, root);
  }
}

// Output files are written in one synchronous go, so a signal finds them whole or not begun.
function endOnSignals(): void {
  process.once('SIGINT', () => process.exit(exitCode('interrupted')));
  process.once('SIGTERM', () => process.exit(143));
}

async function explainFailure(error: MarkedError, root: string): Promise<number> {
  if (error.code === 'EEXIT') return error.oclif?.exit ?? 0;
  if (error.code === 'EPIPE') return 0;
  if (error.oclif) {
    process.stderr.write(await describeWrongUse(error.message, root));
    return exitCode('refused');
  }
  process.stderr.write(describeBug(error));
  return exitCode('bug');
}

async function describeWrongUse(message: string, root: string): Promise<string> {
  const { escapeTerminal } = await import('../reports/escape/terminal.ts');
  const unknown = /^command (.{1,100}) not found$/.exec(message)?.[1];
  const lines = unknown === undefined ? message.split('\n') : await unknownCommand(unknown, root);
  return `error: ${lines.map((line) => escapeTerminal(line)).join('\n')}\n`;
}

async function unknownCommand(typed: string, root: string): Promise<string[]> {
  const { didYouMean } = await import('../engine/values/nearest.ts');
  const { commands } = JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8')) as { commands: object };
  const names = Object.keys(commands).map((id) => id.replaceAll(':', ' '));
  return [
    `There is no command "${typed.replaceAll(':', ' ')}".`,
    didYouMean(typed.replaceAll(':', ' '), names) || 'See makewhole --help.',
  ];
}

function describeBug(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? String(error)) : String(error);
  const running = `node ${process.version}, ${process.platform}-${process.arch}`;
  return `This is a bug in makewhole, not a fault of your input. Nothing was written.\n\n${stack}\n\nPlease report it with the lines above, the command you ran, and: ${running}.\n`;
}
