import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';
import { caseFlags } from '../cli/case-flags.ts';
import { describeExitCodes } from '../cli/exit-codes.ts';

export default class Report extends BaseCommand {
  static override summary = 'What is claimable beside what the outage cost.';
  static override description =
    `CASE is a case file, a folder that holds a makewhole.yaml, or a case that comes with makewhole (thermal-shutdown). Without it, the case is stated with flags, or the makewhole.yaml of the current folder is taken.

The result goes to stdout, everything else to stderr.

Exit codes:
${describeExitCodes()}`;
  static override usage = [
    'report [CASE] [--format FORMAT] [-o FILE]',
    'report --billing FILE... --outages FILE... --terms ID... [--training FILE...]',
  ];
  static override examples = [
    { description: 'The case that comes with makewhole:', command: '<%= config.bin %> report thermal-shutdown' },
    {
      description: 'A case of your own, for a GitHub comment:',
      command: '<%= config.bin %> report cases/october -o october.md',
    },
    {
      description: 'Without a case file:',
      command:
        '<%= config.bin %> report --billing cur.csv --outages incidents.json --terms gcp/compute-engine --training progress.txt --tz UTC',
    },
    { description: 'The record, for machines:', command: '<%= config.bin %> report cases/october --json' },
  ];
  static override args = { case: Args.string({ description: 'case file or folder' }) };
  static override flags = {
    ...caseFlags,
    output: Flags.string({ char: 'o', summary: 'write to a file, whole or not at all', helpValue: 'FILE' }),
    force: Flags.boolean({ summary: 'replace the output file', dependsOn: ['output'] }),
    format: Flags.string({ summary: 'terminal, markdown or json; default by the name of the output', helpValue: 'ID' }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Report);
    const { reportCase } = await import('../cli/report-case.ts');
    const { json, format, output, force, ...stated } = flags;
    process.exitCode = await reportCase(args.case, stated, { format: json ? 'json' : format, output, force });
  }
}
