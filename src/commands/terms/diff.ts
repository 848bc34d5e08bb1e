import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../cli/base-command.ts';

export default class TermsDiff extends BaseCommand {
  static override summary = 'Two editions or two vendors side by side, where they differ.';
  static override description =
    'Promises are paired by their ids; ID#PROMISE names one of each to be set side by side. Downtime is given for a month of 30 days.';
  static override examples = [
    { description: 'What changed:', command: '<%= config.bin %> terms diff aws/ec2@2013-06-01 aws/ec2' },
    {
      description: 'Two vendors:',
      command: '<%= config.bin %> terms diff aws/ec2#instance gcp/compute-engine#single-instance',
    },
    { description: 'An offer against the page:', command: '<%= config.bin %> terms diff ./offer.yaml coreweave/cloud' },
  ];
  static override args = {
    left: Args.string({ description: 'ID, ID@EDITION, ID#PROMISE, or a file', required: true }),
    right: Args.string({ description: 'the other one', required: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(TermsDiff);
    const { diffTerms } = await import('../../cli/diff-terms.ts');
    process.exitCode = diffTerms(args.left, args.right, { json: (flags as { json?: boolean }).json ?? false });
  }
}
