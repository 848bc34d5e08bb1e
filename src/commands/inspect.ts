import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';

export default class Inspect extends BaseCommand {
  static override summary = 'What a file is: format, rows, period, vendors, services, totals.';
  static override description =
    'Tells bills, outage logs, training logs and terms apart by their content, and counts every row: read = used + excluded + rejected.';
  static override examples = [
    {
      description: 'Before a case is written:',
      command: '<%= config.bin %> inspect export.csv.gz health-events.json progress.txt',
    },
    { description: 'As data:', command: '<%= config.bin %> inspect export.parquet --json' },
  ];
  static override args = { file: Args.string({ description: 'files to look at', required: true, multiple: true }) };
  static override flags = {
    tz: Flags.string({ summary: 'zone of times without an offset', helpValue: 'ZONE' }),
    columns: Flags.string({ summary: 'what the columns of a bill of no known format mean', helpValue: 'FILE' }),
    'decimal-comma': Flags.boolean({ summary: 'amounts of the bills are written 1.234,56' }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Inspect);
    const { inspectFiles } = await import('../cli/inspect-files.ts');
    process.exitCode = await inspectFiles(args.file, {
      json: flags.json ?? false,
      zone: flags.tz,
      columns: flags.columns,
      decimalComma: flags['decimal-comma'],
    });
  }
}
