import { boolean, string } from '@oclif/core/flags';

/** Several files after one flag, as a shell's `*` gives them, or the flag repeated. */
const files = (summary: string, helpGroup: string, helpValue = 'FILE') =>
  string({ summary, helpGroup, helpValue, multiple: true });
/** One value a flag, so that a case named after it is not taken for one. */
const repeated = (summary: string, helpGroup: string, helpValue: string, dependsOn: string[] = []) =>
  string({ summary, helpGroup, helpValue, dependsOn, multiple: true, multipleNonGreedy: true });

const INPUTS = 'CASE';
const CONTRACT = 'CONTRACT';
const RUN = 'RUN';
const SETTLE = 'SETTLE';

/** The flags that state a case without a case file, and those that settle something of one. */
export const caseFlags = {
  billing: files('billing exports: FOCUS, AWS CUR; CSV, CSV.gz, Parquet', INPUTS),
  columns: string({
    summary: 'what the columns of a bill of no known format mean',
    helpGroup: INPUTS,
    helpValue: 'FILE',
    dependsOn: ['billing'],
  }),
  'decimal-comma': boolean({
    summary: 'amounts of the bills are written 1.234,56',
    helpGroup: INPUTS,
    dependsOn: ['billing'],
  }),
  rates: files('prices of a contract: for usage without cost, and for what is reserved', INPUTS),
  outages: files('outage logs, probes, status exports', INPUTS),
  map: repeated('what a log does not say: vendor, service, region, zone, resource', INPUTS, 'KEY=VALUE', ['outages']),
  terms: files('SLA documents, by id or file: makewhole terms list', INPUTS, 'ID|FILE'),
  training: files('logs of one training run', INPUTS),

  tz: string({ summary: 'zone of times without an offset, in all logs', helpGroup: INPUTS, helpValue: 'ZONE' }),

  overlay: repeated('negotiated values over the terms', CONTRACT, 'FILE', ['terms']),
  attribute: repeated('a fact of the units, e.g. worst_disk_class=premium_ssd', CONTRACT, 'KEY=VALUE', ['terms']),
  evidence: repeated('evidence you hold, by its tag in the terms', CONTRACT, 'TAG', ['terms']),
  'contract-start': string({
    summary: 'for terms frozen at the start of the contract',
    helpGroup: CONTRACT,
    helpValue: 'DAY',
    dependsOn: ['terms'],
  }),
  'hourly-price': string({
    summary: 'price of a unit and hour, where there is no bill',
    helpGroup: CONTRACT,
    helpValue: 'AMOUNT',
    dependsOn: ['terms'],
  }),

  run: string({ summary: 'name of the run', helpGroup: RUN, helpValue: 'NAME', dependsOn: ['training'] }),
  gpus: string({ summary: 'GPUs that are paid for', helpGroup: RUN, helpValue: 'N', dependsOn: ['training'] }),
  resources: string({
    summary: 'its charges: "p5.48xlarge in use1-az4"',
    helpGroup: RUN,
    helpValue: 'WHAT',
    dependsOn: ['training'],
  }),
  price: string({
    summary: 'from-bill, or US dollars per GPU-hour',
    helpGroup: RUN,
    helpValue: 'PRICE',
    dependsOn: ['training'],
  }),
  'billing-mode': string({
    summary: 'which hours cost money',
    helpGroup: RUN,
    options: ['reserved', 'on-demand', 'owned'],
    dependsOn: ['training'],
  }),

  'as-of': string({ summary: 'the day of judgment; default now', helpGroup: SETTLE, helpValue: 'TIME' }),
  name: string({ summary: 'name of the case', helpGroup: SETTLE, helpValue: 'NAME' }),
  currency: string({
    summary: 'currency of the case; default the one of the bill',
    helpGroup: SETTLE,
    helpValue: 'CODE',
  }),
  reading: repeated('settle an open reading, e.g. month_zone=UTC', SETTLE, 'KEY=VALUE'),
  trust: repeated('use this field of the terms although its evidence is weak', SETTLE, 'FIELD'),
};
