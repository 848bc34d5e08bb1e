import { Command } from '@oclif/core/command';

/** What the commands share. */
export abstract class BaseCommand extends Command {
  /** oclif's own `--json`. The commands write their record themselves, so `run` returns nothing for oclif to print. */
  static override enableJsonFlag = true;

  // oclif would print errors as JSON on stdout; ours go to stderr in every mode, from one place (main.ts).
  protected override async catch(error: Error): Promise<void> {
    throw error;
  }
}
