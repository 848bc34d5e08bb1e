import { gpuTypesOf } from '../../engine/gpus/types.ts';
import { type Exact, toText } from '../../engine/values/exact.ts';
import { formatInstant, type Instant } from '../../engine/values/instant.ts';
import type { Manifest } from '../../parsers/billing/deliveries/manifest.ts';
import { takeFingerprint } from '../bill/files/fingerprint.ts';
import { type BillOverview, inspectBill } from '../bill/inspect-bill.ts';
import { describeProgress } from '../describe-progress.ts';
import type { FoundFile } from '../find-files.ts';
import { loadGpus } from '../load-gpus.ts';
import { type InspectedGpus, type Inspection, type InspectOptions, inspection, spanOf } from './inspection.ts';

export async function inspectBilling(
  file: FoundFile,
  { bill: reading, onProgress }: InspectOptions,
): Promise<Inspection> {
  const {
    file: bill,
    overview,
    input,
    issues,
  } = await inspectBill({ ...file, ...reading }, onProgress && ((progress) => onProgress(describeProgress(progress))));
  if (!bill) return inspection(file.label, { kind: 'billing', sha256: input?.sha256 ?? null, issues });
  const { billed, effective, list } = bill.totals;
  const time = (instant: Instant | null | undefined) => (typeof instant === 'number' ? formatInstant(instant) : null);
  return {
    file: file.label,
    kind: 'billing',
    format: bill.format,
    sha256: input?.sha256 ?? null,
    rows: bill.rows,
    totals: { billed: shown(billed), effective: shown(effective), list: shown(list) },
    quality: bill.quality,
    currency: bill.currency,
    grain: overview?.grain ?? null,
    dataCompleteTo: time(bill.dataCompleteTo),
    openMonth: time(overview?.openMonth),
    period: bill.period && spanOf(bill.period.begin, bill.period.end),
    vendors: bill.vendors,
    services: bill.services,
    regions: overview?.regions ?? [],
    gpus: overview ? gpusOf(overview) : [],
    issues,
  };
}

function gpusOf({ instances }: BillOverview): InspectedGpus[] {
  if (instances.length === 0) return [];
  return gpuTypesOf(instances, loadGpus().value).map((use) => ({
    instanceType: use.instanceType,
    gpuModel: use.gpuModel,
    gpusPerInstance: shown(use.gpusPerInstance),
    instanceHours: shown(use.instanceHours),
    gpuHours: shown(use.gpuHours),
    billed: shown(use.billed),
    effective: shown(use.effective),
  }));
}

function shown(value: Exact | null): string | null {
  return value === null ? null : toText(value);
}

/** A manifest is no bill of its own, but it says which files are one. */
export async function inspectManifest(file: FoundFile, { vendor, files }: Manifest): Promise<Inspection> {
  const { sha256 } = await takeFingerprint(file.path, 'json');
  const message = `The file is the manifest of a delivery of ${files.length} file(s); give it together with them.`;
  return inspection(file.label, {
    kind: 'billing',
    format: `${vendor}-manifest`,
    sha256,
    vendors: [vendor],
    issues: [{ code: 'billing/manifest', severity: 'note', message, origin: { file: file.label } }],
  });
}
