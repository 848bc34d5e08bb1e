import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';

export default class TermsLint extends BaseCommand {
  static override summary = 'What a contract lacks against the strongest public terms.';
  static override description =
    'For a contract under negotiation. Each finding has what the contract says and where, what that costs the buyer, the strongest public term known with its source, and what to ask for. Heaviest first. It is no legal advice.';
  static override examples = [
    { description: 'A contract of your own, or a draft:', command: '<%= config.bin %> terms lint ./gpu-cloud.yaml' },
    {
      description: 'A public page, with what was negotiated so far:',
      command: '<%= config.bin %> terms lint coreweave/cloud --overlay order-form.yaml',
    },
    { description: 'One promise, as data:', command: '<%= config.bin %> terms lint aws/ec2#instance --json' },
  ];
  static override args = {
    terms: Args.string({ description: 'a file, or ID, ID@EDITION, ID#PROMISE of the library', required: true }),
  };
  static override flags = {
    overlay: Flags.string({
      summary: 'negotiated values, laid over the terms',
      helpValue: 'FILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(TermsLint);
    const { lintTerms } = await import('../../cli/lint-terms.ts');
    const { json, overlay } = flags as typeof flags & { json?: boolean };
    process.exitCode = lintTerms(args.terms, { json: json ?? false, overlays: overlay ?? [] });
  }
}
