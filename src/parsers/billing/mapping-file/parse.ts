import type { Issue, Result } from '../../../engine/records/issue.ts';
import type { BillingFormat } from '../format.ts';
import { problemAt, readStatedYaml, type StatedYaml } from '../stated-yaml.ts';
import { mappedFormat } from './format.ts';
import { mappingSchema, type StatedMapping } from './schema.ts';

/** Reads a mapping file into a billing format of its own. `file` names it in issues and where a bill lacks its columns. */
export function parseMapping(text: string, file: string): Result<BillingFormat | null> {
  const read = readStatedYaml(text, file, mappingSchema);
  if (!read.value) return { value: null, issues: read.issues };
  const issues = crossCheck(read.value);
  return { value: issues.length > 0 ? null : mappedFormat(read.value.data, file), issues };
}

/** What must fit together, so that nothing of a row is guessed. */
function crossCheck(stated: StatedYaml<StatedMapping>): Issue[] {
  const { columns, constants = {}, currency, categories, period, time_format, time_zone } = stated.data;
  const issues: Issue[] = [];
  const refuse = (path: readonly string[], message: string, fix: string) =>
    issues.push(problemAt(stated, path, message, fix));
  const isStated = (key: keyof typeof columns & keyof typeof constants) => key in columns || key in constants;

  if (!columns.ChargePeriodStart)
    refuse(['columns'], 'No column says when a charge begins.', 'Name it as `ChargePeriodStart`.');
  if ((columns.ChargePeriodEnd === undefined) === (period === undefined))
    refuse(
      period ? ['period'] : ['columns'],
      'How long a charge lasts is said twice, or not at all.',
      'Give either a column `ChargePeriodEnd`, or `period: hour`, `day` or `month` for rows that last that long.',
    );
  if (!columns.BilledCost && !columns.EffectiveCost && !columns.ConsumedQuantity)
    refuse(
      ['columns'],
      'No column is a cost or a quantity.',
      'Name `BilledCost`, `EffectiveCost` or `ConsumedQuantity`.',
    );
  if (!isStated('ChargeCategory'))
    refuse(
      ['columns'],
      'Nothing says what kind of charge a row is (usage, purchase, tax, credit).',
      'Name the column `ChargeCategory`, with `categories` for its words, or write `constants: {ChargeCategory: Usage}`.',
    );
  if (currency && columns.BillingCurrency)
    refuse(['currency'], 'The currency is stated, and a column says it too.', 'Keep one of the two.');
  if (categories && !columns.ChargeCategory)
    refuse(
      ['categories'],
      'The words of a column are explained that is not named.',
      'Name the column `ChargeCategory`.',
    );
  if (time_format && /%[HI]/.test(time_format) && !time_zone)
    refuse(['time_format'], 'Times of the day are read without a zone.', 'State `time_zone`, if it is UTC as well.');
  for (const key of Object.keys(constants).filter((name) => name in columns))
    refuse(['constants', key], `\`${key}\` is both a column and a constant.`, 'Keep one of the two.');
  return issues;
}
