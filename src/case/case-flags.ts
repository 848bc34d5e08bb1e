import type { Issue, Result } from '../engine/records/issue.ts';
import type { YamlMap, YamlPath, YamlValue } from '../parsers/syntax/yaml.ts';
import type { CaseSource } from './case-problems.ts';

/** The flags that state a case, as typed. Lists are flags that may be repeated. */
export interface CaseFlags {
  readonly name?: string;
  readonly 'as-of'?: string;
  readonly currency?: string;
  readonly billing?: readonly string[];
  readonly columns?: string;
  readonly 'decimal-comma'?: boolean;
  readonly rates?: readonly string[];
  readonly outages?: readonly string[];
  readonly map?: readonly string[];
  readonly terms?: readonly string[];
  readonly overlay?: readonly string[];
  readonly attribute?: readonly string[];
  readonly evidence?: readonly string[];
  readonly 'contract-start'?: string;
  readonly 'hourly-price'?: string;
  readonly trust?: readonly string[];
  readonly reading?: readonly string[];
  readonly training?: readonly string[];
  readonly run?: string;
  readonly gpus?: string;
  readonly resources?: string;
  readonly price?: string;
  readonly 'billing-mode'?: string;
  readonly tz?: string;
  /** Of `reconcile` alone. */
  readonly invoice?: readonly string[];
}

/** Flags that settle something of a case file; all others state a case of their own. */
const SETTLING: readonly string[] = ['name', 'as-of', 'currency', 'reading', 'trust', 'invoice'];

/** The flags given that cannot stand beside a case file. */
export function statingFlags(flags: CaseFlags): string[] {
  return Object.entries(flags)
    .filter(([name, value]) => value !== undefined && !SETTLING.includes(name))
    .map(([name]) => `--${name}`)
    .sort();
}

/** The same case that a `makewhole.yaml` would state, written as flags. */
export function sourceFromFlags(flags: CaseFlags): Result<CaseSource> {
  const issues: Issue[] = [];
  const map = readPairs('map', flags.map, issues);
  const attributes = readPairs('attribute', flags.attribute, issues);
  const readings = readPairs('reading', flags.reading, issues);
  if ((flags.terms?.length ?? 0) > 1 && flags.overlay) {
    issues.push(
      refuse(
        '--overlay',
        'An overlay belongs to one contract, and several --terms are given.',
        'Write a case file: makewhole report --help shows where its form is described.',
      ),
    );
  }
  const contract = {
    overlays: flags.overlay,
    attributes,
    evidence: flags.evidence,
    contract_start: flags['contract-start'],
    hourly_price: flags['hourly-price'],
    trust: flags.trust,
  };
  const data = compact({
    makewhole: '1',
    name: flags.name,
    as_of: flags['as-of'],
    currency: flags.currency,
    billing: flags.billing && [
      compact({
        files: flags.billing,
        columns: flags.columns,
        decimal_comma: flags['decimal-comma'] ? 'true' : undefined,
      }),
    ],
    rates: flags.rates,
    outages: flags.outages && [compact({ files: flags.outages, tz: flags.tz, maps: map })],
    contracts: flags.terms?.map((terms) => compact({ terms, ...contract })),
    training: flags.training && [
      compact({
        run: flags.run ?? 'run',
        files: flags.training,
        tz: flags.tz,
        gpus: flags.gpus,
        resources: flags.resources,
        price:
          flags.price === undefined || flags.price === 'from-bill' ? flags.price : { usd_per_gpu_hour: flags.price },
        billing: flags['billing-mode'],
      }),
    ],
    readings,
    invoices: readInvoices(flags.invoice, issues),
  });
  return { value: { file: FLAGS, data, cite: (path) => citeFlag(path, data) }, issues };
}

/** A case file with the answers of a few flags laid over it. */
export function settle(source: CaseSource, flags: CaseFlags): Result<CaseSource> {
  const { value: settled, issues } = sourceFromFlags({
    name: flags.name,
    'as-of': flags['as-of'],
    currency: flags.currency,
    reading: flags.reading,
    invoice: flags.invoice,
  });
  if (!isMap(source.data)) return { value: source, issues };
  const below = source.data;
  const { makewhole: _, ...above } = settled.data as YamlMap;
  const readings =
    isMap(below.readings) || isMap(above.readings)
      ? { ...asMap(below.readings), ...asMap(above.readings) }
      : below.readings;
  const data = compact({ ...below, ...above, readings, contracts: trustToo(below.contracts, flags.trust) });
  const isSettled = (path: YamlPath) =>
    path[0] === 'readings' ? String(path[1]) in asMap(above.readings) : String(path[0]) in above;
  return {
    value: {
      ...source,
      data,
      cite: (path, part) => (isSettled(path) ? settled.cite(path, part) : source.cite(path, part)),
    },
    issues,
  };
}

/** Fields that are trusted on the command line are trusted in every contract of the case. */
function trustToo(contracts: YamlValue | undefined, fields: readonly string[] | undefined): YamlValue | undefined {
  if (!fields || !Array.isArray(contracts)) return contracts;
  return contracts.map((contract: YamlValue) => {
    if (!isMap(contract)) return contract;
    const stated = contract.trust ?? [];
    return { ...contract, trust: [...(Array.isArray(stated) ? stated : [stated]), ...fields] };
  });
}

const FLAGS = 'command line';

/** The flag behind a field of the case, where the two are not named alike. */
const NAMES: Readonly<Record<string, string>> = {
  as_of: 'as-of',
  maps: 'map',
  decimal_comma: 'decimal-comma',
  readings: 'reading',
  invoices: 'invoice',
  overlays: 'overlay',
  attributes: 'attribute',
  contract_start: 'contract-start',
  hourly_price: 'hourly-price',
  usd_per_gpu_hour: 'price',
};

function citeFlag(path: YamlPath, data: YamlMap): { origin: { file: string }; excerpt: string } {
  const [room, , field] = path;
  const name =
    field === undefined || field === 'files' || room === 'readings' || room === 'invoices'
      ? room
      : room === 'training' && field === 'billing'
        ? 'billing-mode'
        : field;
  const flag = `--${NAMES[String(name)] ?? String(name)}`;
  const written = valueAt(data, path);
  const key =
    (room === 'readings' || field === 'maps' || field === 'attributes') && path.length > 1
      ? `${String(path.at(-1))}=`
      : '';
  return { origin: { file: FLAGS }, excerpt: typeof written === 'string' ? `${flag} ${key}${written}` : flag };
}

function valueAt(data: YamlValue, path: YamlPath): YamlValue | undefined {
  let at: YamlValue | undefined = data;
  for (const segment of path) {
    if (at === null || typeof at !== 'object') return undefined;
    at = (at as Record<PropertyKey, YamlValue>)[segment];
  }
  return at;
}

function readPairs(name: string, pairs: readonly string[] | undefined, issues: Issue[]): YamlMap | undefined {
  if (!pairs) return undefined;
  const map: Record<string, string> = Object.create(null);
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at > 0 && at < pair.length - 1) map[pair.slice(0, at)] = pair.slice(at + 1);
    else
      issues.push(refuse(`--${name} ${pair}`, `\`${pair}\` is no name with a value.`, `Write --${name} NAME=VALUE.`));
  }
  return map;
}

/** `2025-10=149913.60`, of one vendor `aws:2025-10=149913.60`. */
function readInvoices(stated: readonly string[] | undefined, issues: Issue[]): YamlMap[] | undefined {
  return stated?.flatMap((text) => {
    const [, vendor, month, amount] = /^(?:([^:=]+):)?([^:=]+)=([^=]+)$/.exec(text) ?? [];
    if (month !== undefined && amount !== undefined) return [compact({ vendor, month, amount })];
    const problem = `\`${text}\` is no month with an amount.`;
    issues.push(refuse(`--invoice ${text}`, problem, 'Write --invoice 2025-10=149913.60, or aws:2025-10=149913.60.'));
    return [];
  });
}

function refuse(excerpt: string, message: string, fix: string): Issue {
  return { code: 'case/bad-flag', severity: 'error', message, origin: { file: FLAGS }, excerpt, fix };
}

function compact(record: Readonly<Record<string, unknown>>): YamlMap {
  const kept: Record<string, YamlValue> = Object.create(null);
  for (const [key, value] of Object.entries(record)) if (value !== undefined) kept[key] = value as YamlValue;
  return kept;
}

function isMap(value: YamlValue | undefined): value is YamlMap {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function asMap(value: YamlValue | undefined): YamlMap {
  return isMap(value) ? value : {};
}
