import { Command } from '@oclif/core/command';

/** What the commands share: how they write, and how they fail. */
export abstract class BaseCommand extends Command {
  /** oclif's own `--json`. The commands write their record themselves, so `run` returns nothing for oclif to print. */
  static override enableJsonFlag = true;

  /** stdout carries the result and nothing else. */
  protected print(text: string): void {
    process.stdout.write(text);
  }

  protected printJson(record: unknown): void {
    this.print(`${JSON.stringify(record, null, 2)}\n`);
  }

  /** Notes, issues and progress. */
  protected say(text: string): void {
    process.stderr.write(text);
  }

  // oclif would print errors as JSON on stdout; ours go to stderr in every mode, from one place (main.ts).
  protected override async catch(error: Error): Promise<void> {
    throw error;
  }
}
