import { BaseCommand } from '../../cli/base-command.ts';

export default class TermsList extends BaseCommand {
  static override summary = 'The SLA documents that makewhole knows, with their editions.';
  static override examples = [
    { description: 'All of them:', command: '<%= config.bin %> terms list' },
    { description: 'As data:', command: '<%= config.bin %> terms list --json' },
  ];

  override async run(): Promise<void> {
    const { flags } = await this.parse(TermsList);
    const { listLibrary } = await import('../../cli/list-library.ts');
    process.exitCode = listLibrary({ json: (flags as { json?: boolean }).json ?? false });
  }
}
