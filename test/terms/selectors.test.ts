import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Charge, ChargeSelector } from '../../src/engine/records/charge.ts';
import type { Commitment, Terms } from '../../src/engine/records/terms.ts';
import { isCovered } from '../../src/engine/select.ts';
import { parseTerms } from '../../src/parsers/terms/parse.ts';
import { families, libraryFiles } from './library-files.ts';

/** A charge that two documents of one operator take in would be in two bases: paid for twice. */

type Columns = Parameters<typeof isCovered>[1];

const documents = libraryFiles().flatMap((path) => {
  const { value } = parseTerms({ label: path, text: readFileSync(path, 'utf8') }, [], families);
  return value ? [value] : [];
});

/** Charges that a selector names, one for each combination of its values. */
function chargesOf(terms: Terms, selector: ChargeSelector): Columns[] {
  const none: Record<string, string | null> = {
    x_Vendor: terms.vendor,
    ServiceProviderName: null,
    ServiceName: null,
    x_ServiceCode: null,
    RegionId: 'somewhere',
    AvailabilityZone: null,
    ResourceId: null,
    x_InstanceType: null,
    ChargeCategory: 'Usage',
    ChargeFrequency: null,
    x_Nature: null,
  };
  const named = Object.entries(selector) as [string, readonly string[]][];
  const combined = named.reduce<Record<string, string | null>[]>(
    (charges, [column, values]) =>
      values.flatMap((value) => charges.map((charge) => ({ ...charge, [column]: value.replaceAll('*', 'something') }))),
    [none],
  );
  return combined as unknown as Charge[];
}

function newest(terms: Terms): readonly Commitment[] {
  return terms.versions.at(-1)?.commitments ?? [];
}

describe.each(documents.map((terms) => [terms.id, terms] as const))('%s', (_, terms) => {
  const own = newest(terms).flatMap((commitment) =>
    commitment.covers.charges.flatMap((selector) =>
      chargesOf(terms, selector).filter((charge) => isCovered(commitment, charge)),
    ),
  );

  test('takes in no charge that another document of its operator takes in', () => {
    const others = documents.filter((other) => other.id !== terms.id && other.operator === terms.operator);
    const twice = others.flatMap((other) =>
      newest(other)
        .filter((commitment) => own.some((charge) => isCovered(commitment, charge)))
        .map((commitment) => `${other.id}#${commitment.id}`),
    );
    expect(twice).toEqual([]);
  });
});
