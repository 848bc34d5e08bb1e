import * as Args from '@oclif/core/args';
import { BaseCommand } from '../cli/base-command.ts';
import { caseFlags } from '../cli/case-flags.ts';

export default class Explain extends BaseCommand {
  static override summary = 'Where a figure comes from: formula, inputs, clause, bill line.';
  static override description =
    `FIGURE is what a report prints in brackets (C1, L1), a place in the record (summary.credit.base), or the id of a figure. The case is stated as for \`<%= config.bin %> report\`.`;
  static override usage = [
    'explain FIGURE [CASE]',
    'explain FIGURE --billing FILE... --outages FILE... --terms ID... [--training FILE...]',
  ];
  static override examples = [
    {
      description: 'The headline, down to bill lines and clauses:',
      command: '<%= config.bin %> explain credit thermal-shutdown',
    },
    { description: 'One loss, as data:', command: '<%= config.bin %> explain L1 cases/october --json' },
  ];
  static override args = {
    figure: Args.string({ description: 'id or short name of a figure', required: true }),
    case: Args.string({ description: 'case file or folder' }),
  };
  static override flags = { ...caseFlags };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    const { explainCase } = await import('../cli/explain-case.ts');
    const { json, ...stated } = flags;
    process.exitCode = await explainCase(args.figure, args.case, stated, { json: json ?? false });
  }
}
