import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';

export default class TermsVerify extends BaseCommand {
  static override summary = 'Whether terms files are sound: shape, tables, editions, sources.';
  static override description =
    `Checks the shape, gaps and overlaps in tables, rates without a base, editions that overlap, sources without a date or an address, comparisons too long ago, deadlines without a safe reading, and editions without worked examples. Notes name the figures that rest on text too weakly known. Without files, the library is checked.

Exit code 0 says that there is no error; 2 that there is one, or, with --strict, a warning.`;
  static override usage = ['terms verify [FILE...] [--as-of DAY] [--max-age DAYS] [--strict] [--notes]'];
  static override strict = false;
  static override examples = [
    { description: 'The library:', command: '<%= config.bin %> terms verify' },
    { description: 'A file of your own, in CI:', command: '<%= config.bin %> terms verify contracts/*.yaml --strict' },
    {
      description: 'What must be read again:',
      command: '<%= config.bin %> terms verify --max-age 180d --as-of 2027-06-01',
    },
  ];
  static override args = { files: Args.string({ description: 'terms files, or ids of the library' }) };
  static override flags = {
    'as-of': Flags.string({ summary: 'day to count ages from; default today', helpValue: 'YYYY-MM-DD' }),
    'max-age': Flags.string({ summary: 'oldest comparison with the sources', helpValue: 'DAYS', default: '365d' }),
    strict: Flags.boolean({ summary: 'warnings fail too' }),
    notes: Flags.boolean({ summary: 'show notes too' }),
  };

  override async run(): Promise<void> {
    const { argv, flags } = await this.parse(TermsVerify);
    const { verifyTermsFiles } = await import('../../cli/verify-terms.ts');
    const { json, strict, notes, 'as-of': asOf, 'max-age': maxAge } = flags as typeof flags & { json?: boolean };
    process.exitCode = verifyTermsFiles(argv as string[], { json: json ?? false, strict, notes, asOf, maxAge });
  }
}
