import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';
import { EDITION_STATUSES, EVIDENCE_GRADES } from '../../engine/records/evidence-grade.ts';

export default class TermsList extends BaseCommand {
  static override summary = 'The SLA documents that makewhole knows, and how well.';
  static override description =
    `The newest edition of every document of the library, unless --all or --on asks for others.

"Figures known by" is the weakest source that a figure of the document rests on, from the vendor's own page to what third parties say. What is known only by hearsay, or not at all, gives no figure.`;
  static override examples = [
    { description: 'The newest edition of each document:', command: '<%= config.bin %> terms list' },
    { description: 'One vendor, every edition:', command: '<%= config.bin %> terms list --vendor aws --all' },
    {
      description: 'What was in force on a day, for one service:',
      command: '<%= config.bin %> terms list --service kubernetes --on 2025-10-20',
    },
    { description: 'As data:', command: '<%= config.bin %> terms list --json' },
  ];
  static override flags = {
    vendor: Flags.string({ summary: 'documents of one vendor', helpValue: 'NAME' }),
    service: Flags.string({ summary: 'documents whose id, service or title holds this', helpValue: 'TEXT' }),
    on: Flags.string({ summary: 'the edition in force on a day', helpValue: 'YYYY-MM-DD' }),
    all: Flags.boolean({ summary: 'every edition, not only the newest' }),
    status: Flags.string({
      summary: 'editions of one status',
      options: EDITION_STATUSES,
    }),
    grade: Flags.string({
      summary: 'editions whose figures are known by this, e.g. vendor_page',
      helpValue: 'GRADE',
      options: EVIDENCE_GRADES.filter((grade) => grade !== 'negotiated'),
    }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(TermsList);
    const { listLibrary } = await import('../../cli/list-library.ts');
    const { json, ...filter } = flags as typeof flags & { json?: boolean };
    process.exitCode = listLibrary({ ...filter, json: json ?? false });
  }
}
