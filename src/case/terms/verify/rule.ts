import type { Issue } from '../../../engine/records/issue.ts';
import type { Terms } from '../../../engine/records/terms.ts';
import type { Instant } from '../../../engine/values/instant.ts';
import type { YamlDocument } from '../../../parsers/syntax/yaml.ts';

export interface VerifyOptions {
  readonly asOf: Instant;
  /** Days after which a comparison with the sources is too long ago. */
  readonly maxAgeDays: number;
}

/** A terms file that was read without an error, and the same as it is written. */
export interface VerifiedFile {
  readonly terms: Terms;
  readonly document: YamlDocument;
}

export type VerifyRule = (file: VerifiedFile, options: VerifyOptions) => Issue[];
