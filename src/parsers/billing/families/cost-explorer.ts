import { columnName } from '../columns.ts';
import {
  type BillColumns,
  type BillHeader,
  type BillingFormat,
  type ChargeMapping,
  type FormatSource,
  only,
  type TextKey,
  type Time,
} from '../format.ts';
import { identifier, literal, type Sql } from '../sql.ts';
import { readTime } from '../times.ts';
import { checkTotals, GRID } from './cost-explorer-totals.ts';

/**
 * What the console of AWS Cost Explorer downloads: a column for each service (or account, region, ...), `Tax($)`, the
 * total as last column and as first row, no cost as an empty cell (research/billing.md 3.4).
 */
const TOTAL_COLUMN = /^total costs?\s*\(([^)]*)\)$/i;
const NAMED = /^(.*?)\s*\(([^()]*)\)$/;
const CURRENCIES: Readonly<Record<string, string>> = { $: 'USD', '€': 'EUR', '£': 'GBP' };

/** What the columns are, by the first cell of the header; of any other grouping only the sums are known. */
const GROUPINGS: Readonly<Record<string, TextKey>> = {
  service: 'ServiceName',
  region: 'RegionId',
  'availability zone': 'AvailabilityZone',
  'instance type': 'x_InstanceType',
  resource: 'ResourceId',
};

export function costExplorerFormat(id: string): BillingFormat {
  return {
    id,
    title: 'an AWS Cost Explorer download',
    signature: ['Service', 'EC2-Instances($)', 'Total costs($)'],
    canonical: (name) => name.trim().toLowerCase(),
    recognizes: (_, names) => {
      const last = names.at(-1)?.trim() ?? '';
      return names.length > 2 && TOTAL_COLUMN.test(last) && names.slice(1, -1).every((name) => NAMED.test(name.trim()));
    },
    required: [],
    delivery: 'replaces',
    use: 'rough-totals',
    probes: (_, header) => ({
      [GRID]: `to_json(list([${header.columns.map((__, index) => identifier(columnName(header, index))).join(', ')}]))`,
    }),
    judge: checkTotals,
    reshape,
    mapping,
  };
}

/** A row for every cell that holds something; those of the totals are marked, and excluded later. */
function reshape({ header, table }: FormatSource): FormatSource {
  const [period = 'NULL', ...cells] = header.columns.map((_, index) => identifier(columnName(header, index)));
  const items = cells.map((cell, index) => {
    const name = header.columns[index + 1]?.name.trim() ?? '';
    const [, group = name, sign = ''] = NAMED.exec(name) ?? [];
    const currency = CURRENCIES[sign] ?? (/^[A-Z]{3}$/.test(sign) ? sign : null);
    return `{'name': ${literal(group)}, 'currency': ${currency === null ? 'NULL' : literal(currency)}, 'total': ${TOTAL_COLUMN.test(name)}, 'cost': ${cell}}`;
  });
  const key = GROUPINGS[header.columns[0]?.name.trim().toLowerCase() ?? ''] ?? null;
  const unpivoted = `SELECT *, unnest([${items.join(', ')}]) AS mw_item FROM ${table}`;
  return {
    header: {
      container: 'parquet',
      columns: COLUMNS.map((name) => ({ name, type: name === 'total' ? 'BOOLEAN' : 'VARCHAR' })),
      decimalComma: header.decimalComma,
      facts: { ...header.facts, key, monthly: isMonthly(header) ? 'yes' : null },
    },
    table: `(SELECT *, ${period} AS period, mw_item.name AS name, mw_item.currency AS currency, mw_item.cost AS cost,
      (mw_item.total OR ${isTotalRow(period)}) AS total FROM (${unpivoted}) WHERE mw_item.cost IS NOT NULL)`,
  };
}

const COLUMNS = ['period', 'name', 'currency', 'cost', 'total'];

function isTotalRow(period: Sql): Sql {
  return `coalesce(lower(${period}) LIKE '%total', false)`;
}

/** A row is a day, unless every row begins a month: no cell says which it is. */
function isMonthly({ facts }: BillHeader): boolean {
  const grid = JSON.parse(facts?.[GRID] ?? '[]') as (string | null)[][];
  const days = grid.flatMap(([period]) => (period && /^\d{4}-\d{2}-\d{2}/.test(period) ? period.slice(8, 10) : []));
  return days.length > 0 && days.every((day) => day === '01');
}

function ifGroupedBy(key: TextKey): ChargeMapping['text']['ServiceName'] {
  return (bill) => (bill.fact('key') === key ? bill.text('name') : null);
}

const begin = (bill: BillColumns): Time => readTime(bill.text('period') ?? 'NULL');

const mapping: ChargeMapping = {
  text: {
    ServiceProviderName: () => literal('AWS'),
    ServiceName: ifGroupedBy('ServiceName'),
    x_ServiceCode: () => null,
    RegionId: ifGroupedBy('RegionId'),
    AvailabilityZone: ifGroupedBy('AvailabilityZone'),
    ResourceId: ifGroupedBy('ResourceId'),
    x_InstanceType: ifGroupedBy('x_InstanceType'),
    // Credits and fees stand in the sums of their services: only tax can be told.
    ChargeCategory: (bill) => `CASE WHEN lower(${bill.text('name')}) = 'tax' THEN 'Tax' END`,
    ChargeFrequency: () => null,
    BillingCurrency: (bill) => bill.text('currency'),
    ConsumedUnit: () => null,
  },
  times: {
    BillingPeriodStart: () => null,
    BillingPeriodEnd: () => null,
    ChargePeriodStart: begin,
    ChargePeriodEnd: (bill) => {
      const { given, parsed } = begin(bill);
      const hour = `contains(${given}, ':')`;
      const rest = bill.fact('monthly') === 'yes' ? 'MONTH' : 'DAY';
      return { given, parsed: `${parsed} + CASE WHEN ${hour} THEN INTERVAL 1 HOUR ELSE INTERVAL 1 ${rest} END` };
    },
  },
  measures: {
    BilledCost: (bill) => {
      const amount = bill.amount('cost');
      return only(amount && { ...amount, quality: 'derived' });
    },
    EffectiveCost: () => [],
    ListCost: () => [],
    ConsumedQuantity: () => [],
  },
  excludes: [{ reason: 'total', when: (bill) => bill.text('total') && identifier('total') }],
};
