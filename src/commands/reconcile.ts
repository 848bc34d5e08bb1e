import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../cli/base-command.ts';
import { caseFlags } from '../cli/case-flags.ts';

export default class Reconcile extends BaseCommand {
  static override summary = 'Whether bills agree with invoices, and which credits came in.';
  static override description =
    `The case is stated as for \`<%= config.bin %> report\`, with the bills of later months, where credits stand. What the terms give is set against the service credits in these bills: paid, short-paid, overpaid, missing, not yet due, or undetermined. A credit that is known only from a document is stated under received_credits in the case file.

Exit code 0 says that every invoice agrees, every claim is paid or not yet due, and no service credit is left over; 3 that something differs, is missing or is undetermined.`;
  static override usage = [
    'reconcile [CASE] [--invoice MONTH=AMOUNT]... [--format FORMAT] [-o FILE]',
    'reconcile --billing FILE... [--outages FILE...] [--terms ID...] [--invoice MONTH=AMOUNT]...',
  ];
  static override examples = [
    {
      description: 'One month against its invoice:',
      command: '<%= config.bin %> reconcile --billing cur.csv --invoice 2025-10=149913.60',
    },
    {
      description: 'A case with the bills of later months, one vendor of several:',
      command: '<%= config.bin %> reconcile cases/october --invoice aws:2025-10=149913.60',
    },
    { description: 'The record, for machines:', command: '<%= config.bin %> reconcile cases/october --json' },
  ];
  static override args = { case: Args.string({ description: 'case file or folder' }) };
  static override flags = {
    invoice: Flags.string({
      summary: 'amount of an invoice, with tax: 2025-10=149913.60, aws:2025-10=149913.60',
      helpValue: '[VENDOR:]MONTH=AMOUNT',
      multiple: true,
      multipleNonGreedy: true,
    }),
    ...caseFlags,
    output: Flags.string({ char: 'o', summary: 'write to a file, whole or not at all', helpValue: 'FILE' }),
    force: Flags.boolean({ summary: 'replace the output file', dependsOn: ['output'] }),
    format: Flags.string({
      summary: 'default by the name of the output',
      options: ['terminal', 'markdown', 'json'],
    }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Reconcile);
    const { reconcileCase } = await import('../cli/reconcile-case.ts');
    const { json, format, output, force, ...stated } = flags;
    process.exitCode = await reconcileCase(args.case, stated, { format: json ? 'json' : format, output, force });
  }
}
