import type { Assessment } from '../engine/records/assessment.ts';
import { familyChecked } from '../parsers/terms/inherit.ts';
import type { Provenance, TermsProvenance } from '../reports/provenance.ts';
import type { LoadedContract } from './load-contracts.ts';
import type { OpenCase } from './open-case.ts';
import { readVersion } from './read-version.ts';
import { libraryFamilies } from './terms-library.ts';

/** Which program made the report, from which bytes, under which editions of which terms. */
export function collectProvenance(
  open: OpenCase,
  contracts: readonly LoadedContract[],
  assessment: Assessment,
): Provenance {
  return {
    tool: 'makewhole',
    version: readVersion(),
    inputs: [...open.inputs].sort((a, b) => order(a.label, b.label) || order(a.sha256, b.sha256)),
    terms: contracts
      .flatMap((loaded) => editionsUsed(loaded, assessment))
      .filter(
        (one, at, all) =>
          all.findIndex(
            ({ id, edition, sha256 }) => id === one.id && edition === one.edition && sha256 === one.sha256,
          ) === at,
      )
      .sort((a, b) => order(a.id, b.id) || order(a.edition, b.edition)),
  };
}

/** The editions that a credit was judged by; of terms that judged none, all of them. */
function editionsUsed({ contract: { terms }, sha256 }: LoadedContract, assessment: Assessment): TermsProvenance[] {
  const judged = new Set(
    assessment.credits.filter((credit) => credit.terms === terms.id).map((credit) => credit.edition),
  );
  const used = terms.versions.filter((edition) => judged.has(edition.edition));
  const editions = used.length > 0 ? used : terms.versions;
  const lenders = new Set(editions.flatMap((edition) => edition.inherits ?? []));
  return [
    ...editions.map((edition) => ({
      id: terms.id,
      edition: edition.edition,
      sha256,
      lastChecked: terms.last_checked,
      grade: edition.evidence_default.grade,
    })),
    ...[...lenders].flatMap(familyUsed),
  ];
}

/** A family lends clauses to the documents of its vendor, so its bytes decide figures too. */
function familyUsed(vendor: string): TermsProvenance[] {
  const file = libraryFamilies(vendor);
  if (!file) return [];
  return [
    {
      id: `${vendor}/_family`,
      edition: 'shared clauses',
      sha256: file.sha256,
      lastChecked: familyChecked(file),
      grade: 'per_field',
    },
  ];
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
