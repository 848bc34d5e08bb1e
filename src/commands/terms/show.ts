import * as Args from '@oclif/core/args';
import { BaseCommand } from '../../cli/base-command.ts';

export default class TermsShow extends BaseCommand {
  static override summary = 'One SLA document: promises, credits, deadlines, open readings, evidence.';
  static override examples = [
    { description: 'Every edition:', command: '<%= config.bin %> terms show aws/ec2' },
    { description: 'One edition, as data:', command: '<%= config.bin %> terms show aws/ec2@2022-05-25 --json' },
  ];
  static override args = {
    terms: Args.string({ description: 'id of the terms (ID or ID@EDITION), or a file', required: true }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(TermsShow);
    const { showTerms } = await import('../../cli/show-terms.ts');
    process.exitCode = showTerms(args.terms, { json: (flags as { json?: boolean }).json ?? false });
  }
}
