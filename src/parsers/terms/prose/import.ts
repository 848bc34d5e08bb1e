import type { Issue, Result } from '../../../engine/records/issue.ts';
import { parseTerms } from '../parse.ts';
import type { Inflate } from './containers/inflate.ts';
import type { Container } from './document.ts';
import { type DraftSource, type StatedByUser, writeDraft } from './draft.ts';
import type { Remark } from './found.ts';
import { type ReadTerms, readTerms } from './read.ts';
import { type ProseFile, readProse } from './read-prose.ts';
import { type Row, rowsOf } from './rows.ts';

/** A contract that was read: the draft of its terms, and what a person has to know of how it was read. */
export interface ImportedTerms {
  readonly container: Container;
  /** A terms file, `sla-terms/1`. */
  readonly draft: string;
  readonly rows: readonly Row[];
  readonly remarks: readonly Remark[];
  /** What our own reader of terms warns of: gaps in tables above all. */
  readonly warnings: readonly Issue[];
}

export interface ImportOptions {
  readonly inflate: Inflate;
  readonly source: Omit<DraftSource, 'label'>;
  readonly stated: StatedByUser;
}

/**
 * Reads the prose of an SLA into a draft of terms, by rules, without a model. A document in which no promise and no
 * credit was found is refused, and so is a draft that our own reader would not take.
 */
export function importTerms(file: ProseFile, { inflate, source, stated }: ImportOptions): Result<ImportedTerms | null> {
  const document = readProse(file, inflate);
  if (!document.value) return { value: null, issues: document.issues };
  const read = readTerms(document.value);
  if (!isSla(read)) return { value: null, issues: [...document.issues, nothingFound(file.label)] };
  if (read.commitments.length > MOST_PROMISES)
    return { value: null, issues: [...document.issues, tooMany(file.label)] };
  const draft = writeDraft(read, { ...source, label: file.label }, stated);
  const parsed = parseTerms({ label: file.label, text: draft });
  if (!parsed.value) return { value: null, issues: [...document.issues, invalid(file.label, parsed.issues)] };
  return {
    value: {
      container: document.value.container,
      draft,
      rows: rowsOf(read),
      remarks: read.remarks,
      warnings: parsed.issues,
    },
    issues: document.issues,
  };
}

function isSla({ commitments, base, steps, kind }: ReadTerms): boolean {
  return commitments.length > 0 || (base !== null && steps.length > 0) || (kind !== null && steps.length > 0);
}

/** A list of all services of a vendor has some dozens. */
const MOST_PROMISES = 100;

function tooMany(label: string): Issue {
  return {
    code: 'terms/import-too-many',
    severity: 'error',
    message: `More than ${MOST_PROMISES} promises were read: nobody could confirm such a draft.`,
    origin: { file: label },
    fix: 'Give the SLA of one service at a time.',
  };
}

function nothingFound(label: string): Issue {
  return {
    code: 'terms/import-no-sla',
    severity: 'error',
    message: 'No promise of uptime and no credit was found in the text.',
    origin: { file: label },
    fix: 'Check that this is the SLA and not a page about it. Only English is read; write other terms by hand.',
  };
}

function invalid(label: string, [first]: readonly Issue[]): Issue {
  return {
    code: 'terms/import-draft-invalid',
    severity: 'error',
    message: `The draft would not be valid terms, so none was written: ${first?.message ?? 'unknown'}`,
    origin: { file: label },
    excerpt: first?.excerpt,
    fix: 'Please report this with the text, if it is public; write the terms by hand meanwhile.',
  };
}
