import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';

export default class TermsImport extends BaseCommand {
  static override summary = 'Reads the prose of an SLA into a draft terms file, for a person to confirm.';
  static override description =
    'HTML, Markdown, plain text, PDF with text, or DOCX, in English. Read by rules: no model, no network. What was not found is null; no figure comes of a draft.';
  static override examples = [
    {
      description: 'A contract beside a case:',
      command: '<%= config.bin %> terms import sla.pdf -o contracts/ours.yaml',
    },
    { description: 'What was read, as data:', command: '<%= config.bin %> terms import sla.html --json' },
  ];
  static override args = { file: Args.string({ description: 'the contract', required: true }) };
  static override flags = {
    output: Flags.string({ char: 'o', summary: 'write the draft to a file, whole or not at all', helpValue: 'FILE' }),
    force: Flags.boolean({ summary: 'replace the output file', dependsOn: ['output'] }),
    id: Flags.string({ summary: 'id of the terms', helpValue: 'VENDOR/SERVICE' }),
    url: Flags.string({ summary: 'where the text is published', helpValue: 'URL' }),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(TermsImport);
    const { importTermsFile } = await import('../../cli/import-terms.ts');
    const { json = false, output, force = false, id, url } = flags;
    process.exitCode = importTermsFile(args.file, { json, output, force, id, url });
  }
}
