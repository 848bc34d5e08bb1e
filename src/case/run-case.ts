import { assess } from '../engine/assess.ts';
import { needsOf } from '../engine/needs.ts';
import type { Assessment } from '../engine/records/assessment.ts';
import type { CaseRecords, StatedLoss } from '../engine/records/case-records.ts';
import type { Bill } from '../engine/records/charge.ts';
import type { Issue } from '../engine/records/issue.ts';
import type { Instant } from '../engine/values/instant.ts';
import { normalizeVendor } from '../parsers/syntax/vendor.ts';
import { buildReport } from '../reports/model.ts';
import type { Report } from '../reports/report-schema.ts';
import type { BillPath } from './bill/bill-path.ts';
import { loadBill } from './load-bill.ts';
import { type LoadedContract, loadContracts } from './load-contracts.ts';
import { loadGpus } from './load-gpus.ts';
import { loadOutages } from './load-outages.ts';
import { loadRuns } from './load-runs.ts';
import { statedPools } from './load-stated-facts.ts';
import { type OpenCase, openCase } from './open-case.ts';
import { collectProvenance } from './provenance.ts';
import type { CaseStatement } from './state-case.ts';
import { statedPrices } from './stated-prices.ts';

/** What a case came to. With an error among the issues there is no report: nothing half-read is ever assessed. */
export interface CaseOutcome {
  readonly report: Report | null;
  readonly assessment: Assessment | null;
  /** What the assessment was made of. */
  readonly records: CaseRecords | null;
  readonly issues: readonly Issue[];
  /** Paths of every file that was opened, by label. */
  readonly paths: ReadonlyMap<string, string>;
  /** How each bill was read, by label. */
  readonly bills: ReadonlyMap<string, BillPath>;
}

export interface RunOptions {
  /** Used where the case does not say its `as_of`. */
  readonly now: Instant;
  readonly onProgress?: (says: string) => void;
  /** Credits and adjustments of the bills keep what tells one from another. */
  readonly credits?: boolean;
}

/** The whole straight way: logs and contracts, then what they need of the bill, then the assessment, then the report. */
export async function runCase(
  statement: CaseStatement,
  { now, onProgress, credits }: RunOptions,
): Promise<CaseOutcome> {
  const open = openCase(statement);
  const { file } = statement;
  const zones = file.zones.map(({ vendor, id, name }) => ({
    vendor: normalizeVendor(vendor),
    zoneId: id,
    zoneName: name,
  }));
  const outages = loadOutages(open);
  const contracts = loadContracts(open);
  const runs = loadRuns(open, zones);
  const known = {
    name: file.name ?? 'unnamed case',
    asOf: file.as_of ?? now,
    outages,
    contracts: contracts.map(({ contract }) => contract),
    runs,
    pools: statedPools(file.pools, statement.source, zones),
    zones,
    readings: Object.assign(Object.create(null), file.readings) as Record<string, string>,
    otherLosses: statedLosses(open),
  };
  const bill = await loadBill(
    open,
    {
      ...needsOf({ ...known, runs: [...runs, ...known.pools], outages: outages.outages, samples: outages.samples }),
      ...(credits && { credits }),
    },
    onProgress,
  );
  if (hasErrors(open.issues)) return outcome(open, null);
  const gpus = bill.files.length > 0 ? loadGpus() : { value: [], issues: [] };
  open.issues.push(...gpus.issues);
  const records: CaseRecords = { ...known, bill, gpus: gpus.value, currency: currencyOf(open, bill) };
  if (hasErrors(open.issues)) return outcome(open, null);
  onProgress?.('assessing');
  return finish(open, records, contracts);
}

function finish(open: OpenCase, records: CaseRecords, contracts: readonly LoadedContract[]): CaseOutcome {
  const assessment = assess(records);
  const issues = [...open.issues, ...assessment.issues];
  if (hasErrors(issues)) return outcome({ ...open, issues }, null);
  const complete: Assessment = { ...assessment, issues };
  const report = buildReport(complete, collectProvenance(open, contracts, assessment));
  return { ...outcome({ ...open, issues }, complete, report), records };
}

function outcome(open: OpenCase, assessment: Assessment | null, report: Report | null = null): CaseOutcome {
  return { report, assessment, records: null, issues: open.issues, paths: open.paths, bills: open.bills };
}

/** The currency that was asked for, else the one of the bill; prices that are stated are in US dollars. */
function currencyOf(open: OpenCase, bill: Bill): string {
  const { file, source } = open.statement;
  const billed = [...new Set(bill.files.map((each) => each.currency).filter((currency) => currency !== null))];
  const currency = file.currency ?? billed[0] ?? 'USD';
  const [stated] = statedPrices(file);
  if (stated && currency !== 'USD') {
    open.issues.push({
      code: 'case/price-currency',
      severity: 'error',
      message: `The price is stated in USD and the bill is in ${currency}.`,
      ...source.cite(stated),
      fix: 'Use `price: from-bill`, or a bill in USD.',
    });
  }
  return currency;
}

function statedLosses({ statement: { file, source } }: OpenCase): StatedLoss[] {
  return file.other_losses.map((loss, at) => ({
    ...loss,
    origin: source.cite(['other_losses', at, 'amount']).origin ?? { file: source.file },
  }));
}

function hasErrors(issues: readonly Issue[]): boolean {
  return issues.some((issue) => issue.severity === 'error');
}
