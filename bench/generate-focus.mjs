// Writes a FOCUS 1.0 bill (AWS flavor) of any size to stdout, the same bytes every time:
//   node bench/generate-focus.mjs ROWS > bill.csv
// Everything in it is made up. Each row is drawn from its own number alone, so a longer bill begins with the shorter one.
// It has what makes bills hard to read: 12-decimal costs, JSON cells with doubled quotes, commas in descriptions, a
// newline inside a quoted cell in every 40,000th row, credits, taxes and corrections.
import { once } from 'node:events';

export const COLUMNS = [
  'AvailabilityZone', 'BilledCost', 'BillingAccountId', 'BillingAccountName', 'BillingCurrency', 'BillingPeriodEnd',
  'BillingPeriodStart', 'ChargeCategory', 'ChargeClass', 'ChargeDescription', 'ChargeFrequency', 'ChargePeriodEnd',
  'ChargePeriodStart', 'CommitmentDiscountCategory', 'CommitmentDiscountId', 'CommitmentDiscountName',
  'CommitmentDiscountStatus', 'CommitmentDiscountType', 'ConsumedQuantity', 'ConsumedUnit', 'ContractedCost',
  'ContractedUnitPrice', 'EffectiveCost', 'InvoiceIssuerName', 'ListCost', 'ListUnitPrice', 'PricingCategory',
  'PricingQuantity', 'PricingUnit', 'ProviderName', 'PublisherName', 'RegionId', 'RegionName', 'ResourceId',
  'ResourceName', 'ResourceType', 'ServiceCategory', 'ServiceName', 'SkuId', 'SkuPriceId', 'SubAccountId',
  'SubAccountName', 'Tags', 'x_CostCategories', 'x_Discounts', 'x_Operation', 'x_ServiceCode', 'x_UsageType',
]; // biome-ignore format: one list

const REGIONS = [
  { id: 'us-east-1', name: 'US East (N. Virginia)', prefix: 'USE1', share: 4 },
  { id: 'us-west-2', name: 'US West (Oregon)', prefix: 'USW2', share: 3 },
  { id: 'eu-west-1', name: 'EU (Ireland)', prefix: 'EU', share: 1 },
];
const REGION_BY_SHARE = REGIONS.flatMap((region) => Array(region.share).fill(region));

/** Instance type and its list price an hour, in millionths of a dollar. */
const GPU_TYPES = [
  ['p5.48xlarge', 98_320_000],
  ['p4d.24xlarge', 32_772_600],
  ['p5en.48xlarge', 84_800_000],
  ['g6e.48xlarge', 30_131_180],
  ['trn1.32xlarge', 21_500_000],
];
const GPU_NODES = 600;

const SERVICES = [
  { name: 'Amazon Elastic Compute Cloud', code: 'AmazonEC2', category: 'Compute', usage: 'BoxUsage:m7i.4xlarge', unit: 'Hrs', operation: 'RunInstances', type: 'instance', says: '$0.8064 per On Demand Linux m7i.4xlarge Instance Hour' },
  { name: 'Amazon Elastic Compute Cloud', code: 'AmazonEC2', category: 'Storage', usage: 'EBS:VolumeUsage.gp3', unit: 'GB-Mo', operation: 'CreateVolume-Gp3', type: 'volume', says: '$0.08 per GB-month of General Purpose (gp3) provisioned storage' },
  { name: 'Amazon Simple Storage Service', code: 'AmazonS3', category: 'Storage', usage: 'TimedStorage-ByteHrs', unit: 'GB-Mo', operation: 'StandardStorage', type: 'bucket', says: '$0.022 per GB - next 450 TB / month of storage used, "Standard" class' },
  { name: 'Amazon Simple Storage Service', code: 'AmazonS3', category: 'Storage', usage: 'Requests-Tier1', unit: 'Requests', operation: 'PutObject', type: 'bucket', says: '$0.005 per 1,000 PUT, COPY, POST, or LIST requests' },
  { name: 'AWS Data Transfer', code: 'AWSDataTransfer', category: 'Networking', usage: 'DataTransfer-Out-Bytes', unit: 'GB', operation: 'RunInstances', type: '', says: '$0.050 per GB - greater than 150 TB / month, data transfer out' },
  { name: 'Amazon Virtual Private Cloud', code: 'AmazonVPC', category: 'Networking', usage: 'NatGateway-Bytes', unit: 'GB', operation: 'NatGateway', type: 'natgateway', says: '$0.045 per GB Data Processed by NAT Gateways' },
  { name: 'Amazon FSx', code: 'AmazonFSx', category: 'Storage', usage: 'Storage_PersistentSSD', unit: 'GB-Mo', operation: 'CreateFileSystem:Lustre', type: 'file-system', says: '$0.145 per GB-month, Lustre, Persistent SSD' },
  { name: 'AmazonCloudWatch', code: 'AmazonCloudWatch', category: 'Management and Governance', usage: 'CW:MetricMonitorUsage', unit: 'Metrics', operation: 'MetricStorage', type: '', says: '$0.30 per metric-month for the first 10,000 metrics' },
]; // biome-ignore format: one service a line
const TEAMS = ['pretrain', 'posttrain', 'eval', 'inference', 'data', 'infra'];
const MONTH_BEGIN = Date.UTC(2025, 9, 1);
const HOURS = 744;
const HOUR_TEXTS = Array.from({ length: HOURS + 1 }, (_, hour) =>
  new Date(MONTH_BEGIN + hour * 3_600_000).toISOString().replace('.000', ''),
);

/** A small counter-based generator (splitmix32): the same seed, the same draws. */
function drawsFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

function hex(draw, digits) {
  return draw().toString(16).padStart(8, '0').slice(0, digits);
}

/** Millionths and their millionths as a decimal with 12 places. */
function money(micros, tail) {
  const whole = Math.floor(Math.abs(micros) / 1e6);
  const rest = Math.abs(micros) % 1e6;
  return `${micros < 0 ? '-' : ''}${whole}.${String(rest).padStart(6, '0')}${String(tail).padStart(6, '0')}`;
}

const nodeIds = (() => {
  const draw = drawsFrom(7);
  return Array.from({ length: GPU_NODES }, () => `i-0${hex(draw, 8)}${hex(draw, 8)}`);
})();
const otherIds = (() => {
  const draw = drawsFrom(11);
  return Array.from({ length: 20_000 }, () => `${hex(draw, 8)}${hex(draw, 8)}`);
})();

function kindOfCharge(draw) {
  const lot = draw() % 1000;
  if (lot < 5) return { category: 'Credit', sign: -1, says: 'Promotional credit, made up' };
  if (lot < 15) return { category: 'Tax', sign: 1, says: 'Sales tax, WA' };
  if (lot < 17) return { category: 'Adjustment', sign: -1, correction: true };
  return { category: 'Usage', sign: 1 };
}

function nodeUsage(draw, node, region, account) {
  const [type, price] = GPU_TYPES[node % GPU_TYPES.length];
  const part = draw() % 50 === 0 ? draw() % 1_000_000 : 0;
  return {
    service: SERVICES[0],
    usage: `${region.prefix}-BoxUsage:${type}`,
    says: `$${(price / 1e6).toFixed(4)} per On Demand Linux ${type} Instance Hour`,
    resource: `arn:aws:ec2:${region.id}:${account}:instance/${nodeIds[node]}`,
    name: `gpu-node-${String(node).padStart(4, '0')}`,
    price,
    quantity: 1_000_000 - part,
  };
}

function otherUsage(draw, region, account) {
  const service = SERVICES[draw() % SERVICES.length];
  const id = otherIds[draw() % otherIds.length];
  return {
    service,
    usage: `${region.prefix}-${service.usage}`,
    says: service.says,
    resource: service.type && `arn:aws:${service.code.toLowerCase()}:${region.id}:${account}:${service.type}/${id}`,
    name: '',
    price: 5000 + (draw() % 900_000),
    quantity: draw() % 1_000_000,
  };
}

/** The cells of row `index` (from 0), in the order of {@link COLUMNS}. */
export function focusRow(index) {
  const draw = drawsFrom(Math.imul(index + 1, 0x85ebca6b));
  const isNode = draw() % 100 < 22;
  const hour = draw() % HOURS;
  const node = draw() % GPU_NODES;
  const region = REGION_BY_SHARE[(isNode ? node : draw()) % REGION_BY_SHARE.length];
  const team = TEAMS[(isNode ? node : draw()) % TEAMS.length];
  const account = `1000000000${10 + TEAMS.indexOf(team)}`;
  const use = isNode ? nodeUsage(draw, node, region, account) : otherUsage(draw, region, account);
  const charge = kindOfCharge(draw);
  const micros = charge.sign * Math.max(1, Math.floor((use.price * use.quantity) / 1e6));
  const tail = draw() % 1_000_000;
  const cost = money(micros, tail);
  const effective = money(Math.trunc(micros * 0.62), tail);
  const price = money(use.price, 0);
  const quantity = (use.quantity / 1e6).toFixed(10);
  const committed = isNode && draw() % 4 === 0;
  const note = index % 40_000 === 39_999 ? '"note":"two\nlines, really",' : '';
  const tags = `{${note}"team":"${team}","env":"${draw() % 2 === 0 ? 'prod' : 'dev'}","job":"run-${draw() % 5000}"}`;
  const sku = `SKU${hex(draw, 8).toUpperCase()}`;
  return [
    region.id + 'abc'[draw() % 3], cost, '999988887777', 'Example AI, Inc.', 'USD', HOUR_TEXTS[HOURS], HOUR_TEXTS[0],
    charge.category, charge.correction ? 'Correction' : '', charge.says ?? use.says,
    charge.category === 'Usage' ? 'Usage-Based' : 'Recurring', HOUR_TEXTS[hour + 1], HOUR_TEXTS[hour],
    committed ? 'Spend' : '', committed ? `arn:aws:savingsplans::${account}:savingsplan/${hex(draw, 8)}` : '', '',
    committed ? 'Used' : '', committed ? 'Compute Savings Plans' : '', quantity, use.service.unit, cost, price, effective,
    'AWS', cost, price, committed ? 'Committed' : 'Standard', quantity, use.service.unit, 'AWS', 'AWS', region.id,
    region.name, use.resource, use.name, use.service.type, use.service.category, use.service.name, sku,
    `${sku}.JRTCKXETXF.6YS6EN2CT7`, account, `example-${team}`, tags, `{"CostCenter":"CC-${1000 + (draw() % 40)}","Product":"${team}"}`,
    draw() % 8 === 0 ? '{"edpDiscount":-0.0312}' : '{}', use.service.operation, use.service.code, use.usage,
  ]; // biome-ignore format: the order of COLUMNS
}

function csvLine(cells) {
  return `${cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}

/** Writes a bill of `rows` rows to a stream. */
export async function writeBill(rows, stream) {
  let lines = [csvLine(COLUMNS)];
  for (let index = 0; index < rows; index += 1) {
    lines.push(csvLine(focusRow(index)));
    if (lines.length < 4000) continue;
    if (!stream.write(lines.join(''))) await once(stream, 'drain');
    lines = [];
  }
  stream.write(lines.join(''));
}

if (process.argv[1]?.endsWith('generate-focus.mjs'))
  await writeBill(Number.parseInt(process.argv[2] ?? '1000', 10), process.stdout);
