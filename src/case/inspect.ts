import { recognizeOutages } from '../parsers/outages/read.ts';
import { recognizeTraining } from '../parsers/training/read.ts';
import { readManifest } from './bill/deliveries/manifests.ts';
import { recognizeBillFile } from './bill/inspect-bill.ts';
import type { FoundFile } from './find-files.ts';
import { inspectBilling, inspectManifest } from './inspect/inspect-billing.ts';
import { inspectOutages, inspectTerms, inspectTraining, isTerms } from './inspect/inspect-logs.ts';
import { type Inspection, type InspectOptions, inspection, type Parts } from './inspect/inspection.ts';
import { unknownKind } from './inspect/unknown-kind.ts';
import { readText } from './read-text.ts';

/** Tells by content what a file is, and reads it whole: every row is counted, every issue kept. */
export async function inspectFile(file: FoundFile, options: InspectOptions = {}): Promise<Inspection> {
  const manifest = await readManifest(file.path);
  if (manifest) return inspectManifest(file, manifest);
  if (options.bill?.mapped || (await recognizeBillFile(file))) return inspectBilling(file, options);
  const { value: text, issues } = readText(file);
  if (!text) return inspection(file.label, { kind: 'unknown', issues });
  const known = (parts: Parts) => inspection(file.label, { sha256: text.sha256, ...parts });
  if (isTerms(text.text)) return known(inspectTerms(text));
  if (recognizeTraining(text)) return known(inspectTraining(text, options));
  if (recognizeOutages(text)) return known(inspectOutages(text, options));
  return known({ kind: 'unknown', issues: [...issues, await unknownKind(file)] });
}
