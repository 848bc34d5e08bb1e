// The other side: the script a DuckDB user would write for the same question. Costs are DECIMAL(38, 12), or what the
// second argument says.
import { DuckDBInstance } from '@duckdb/node-api';
import { COLUMNS } from '../generate-focus.mjs';
import { INSTANCES, REGION, WINDOW } from '../question.mjs';

const [, , path, decimal = 'DECIMAL(38, 12)'] = process.argv;
const typed = {
  BilledCost: decimal,
  EffectiveCost: decimal,
  ListCost: decimal,
  ConsumedQuantity: decimal,
  BillingPeriodStart: 'TIMESTAMP',
  BillingPeriodEnd: 'TIMESTAMP',
  ChargePeriodStart: 'TIMESTAMP',
  ChargePeriodEnd: 'TIMESTAMP',
};
const columns = COLUMNS.map((name) => `'${name}': '${typed[name] ?? 'VARCHAR'}'`).join(', ');
const table = path.endsWith('.parquet')
  ? `read_parquet('${path}')`
  : `read_csv('${path}', header = true, columns = {${columns}}, compression = '${path.endsWith('.gz') ? 'gzip' : 'none'}')`;
const detail = `x_ServiceCode = 'AmazonEC2' AND RegionId = '${REGION}' AND contains(x_UsageType, 'BoxUsage:${INSTANCES}')`;
const stamp = (ms) => `TIMESTAMP '${new Date(ms).toISOString().slice(0, 19)}'`;
const hour = `${detail} AND ChargePeriodStart < ${stamp(WINDOW.end)} AND ChargePeriodEnd > ${stamp(WINDOW.begin)}`;
const kept = (when, names) => names.map((name) => `CASE WHEN ${when} THEN ${name} END AS kept_${name}`).join(', ');

const instance = await DuckDBInstance.create(':memory:');
const connection = await instance.connect();
const result = await connection.runAndReadAll(`
  SELECT ProviderName, ServiceName, x_ServiceCode, RegionId, ChargeCategory, ChargeFrequency, BillingCurrency,
    BillingPeriodStart, BillingPeriodEnd, ${kept(detail, ['AvailabilityZone', 'ResourceId', 'x_UsageType', 'ConsumedUnit'])},
    ${kept(hour, ['ChargePeriodStart', 'ChargePeriodEnd'])}, count(*) AS row_count, sum(BilledCost) AS billed,
    sum(EffectiveCost) AS effective, sum(ListCost) AS list, sum(ConsumedQuantity) AS quantity,
    min(ChargePeriodStart) AS oldest, max(ChargePeriodEnd) AS newest
  FROM ${table} GROUP BY ALL`);
const rows = result.getRowObjects();
const micros = rows.reduce((sum, row) => sum + row.billed.value, 0n);
const used = rows.reduce((sum, row) => sum + Number(row.row_count), 0);
console.log(
  JSON.stringify({
    rows: used,
    groups: rows.length,
    billed: `${micros / 10n ** 12n}.${String(micros % 10n ** 12n).padStart(12, '0')}`,
  }),
);
