import { describeTerms } from '../case/describe-terms.ts';
import { toPlainJson } from '../case/plain-json.ts';
import { lookUpTerms } from '../case/terms-answers.ts';
import { exitCode } from './exit-codes.ts';
import { sayIssues } from './say.ts';

/** `makewhole terms show`. Returns the exit code. */
export function showTerms(named: string, { json }: { readonly json: boolean }): number {
  const { value, issues } = lookUpTerms(named, process.cwd());
  sayIssues(issues);
  if (!value) return exitCode('refused');
  const { terms, editions } = value;
  process.stdout.write(
    json
      ? `${JSON.stringify(toPlainJson({ ...terms, versions: editions }), null, 2)}\n`
      : describeTerms(terms, editions),
  );
  return exitCode('done');
}
