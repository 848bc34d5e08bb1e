import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';

export default class TermsShow extends BaseCommand {
  static override summary = 'One SLA document: promises, credits, deadlines, sources.';
  static override description =
    `The newest edition, unless ID@EDITION or --all asks for others. Every clause carries the mark of its source; the sources are listed below with how well each is known. Downtime is given for a month of 30 days.`;
  static override examples = [
    { description: 'The newest edition:', command: '<%= config.bin %> terms show aws/ec2' },
    { description: 'An older one, as data:', command: '<%= config.bin %> terms show aws/ec2@2013-06-01 --json' },
    { description: 'One promise of it:', command: '<%= config.bin %> terms show aws/ec2 --commitment instance' },
    {
      description: 'A file of your own, with what was negotiated:',
      command: '<%= config.bin %> terms show ./gpu-cloud.yaml --overlay order-form.yaml',
    },
  ];
  static override args = {
    terms: Args.string({ description: 'ID or ID@EDITION of the library, or a file', required: true }),
  };
  static override flags = {
    commitment: Flags.string({ summary: 'one promise of the document', helpValue: 'ID' }),
    all: Flags.boolean({ summary: 'every edition' }),
    overlay: Flags.string({
      summary: 'negotiated values, laid over the terms',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(TermsShow);
    const { showTerms } = await import('../../cli/show-terms.ts');
    const { json, all, commitment, overlay } = flags as typeof flags & { json?: boolean };
    process.exitCode = showTerms(args.terms, { json: json ?? false, all, commitment, overlays: overlay ?? [] });
  }
}
