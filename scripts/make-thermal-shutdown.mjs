// Writes the logs and the bill of fixtures/thermal-shutdown/. Everything in that case is made up: there was no such
// outage, order form or bill. Same bytes on every run; a test compares them with the files in the repository.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const RESERVATION = 'cr-made-up';
const NODES = 1024;
const STEP_MS = 14_200;

const utc = (text) => Date.parse(text);
const iso = (at) => new Date(at).toISOString().replace('.000Z', 'Z');
/** New York wall clock; the whole case lies in daylight saving time, UTC-4. */
const local = (at, places = 0) => {
  const text = new Date(at - 4 * HOUR).toISOString().replace('T', ' ');
  return places === 0 ? text.slice(0, 19) : `${text.slice(0, 23)}000`;
};

/** The facts of the story, in one place. */
const STORY = {
  hostsDown: utc('2025-10-14T05:47:20Z'),
  firstFailedProbe: utc('2025-10-14T05:48:00Z'),
  firstGoodProbe: utc('2025-10-14T08:31:00Z'),
  vendorFirstWord: utc('2025-10-14T07:02:11Z'),
  vendorBegin: 'Tue, 14 Oct 2025 06:35:00 GMT',
  vendorEnd: 'Tue, 14 Oct 2025 08:29:00 GMT',
  step41500: utc('2025-10-14T05:44:10Z'),
  lastStep: 41_512,
  restored: 41_000,
  jobRestarted: utc('2025-10-14T08:41:30Z'),
  firstStepDone: utc('2025-10-14T08:57:52Z'),
};

/** FOCUS 1.2, the columns that matter: hourly rows of the reservation, daily and monthly rows around it. */
function bill() {
  const columns = [
    'AvailabilityZone',
    'BilledCost',
    'BillingAccountId',
    'BillingCurrency',
    'BillingPeriodEnd',
    'BillingPeriodStart',
    'ChargeCategory',
    'ChargeClass',
    'ChargeDescription',
    'ChargeFrequency',
    'ChargePeriodEnd',
    'ChargePeriodStart',
    'ConsumedQuantity',
    'ConsumedUnit',
    'ContractedCost',
    'EffectiveCost',
    'InvoiceId',
    'ListCost',
    'PricingCurrency',
    'ProviderName',
    'RegionId',
    'ResourceId',
    'ResourceType',
    'ServiceCategory',
    'ServiceName',
    'SkuId',
    'SkuMeter',
    'SkuPriceDetails',
    'x_ServiceCode',
    'x_UsageType',
  ];
  const month = { begin: utc('2025-10-01T00:00:00Z'), end: utc('2025-11-01T00:00:00Z') };
  const common = {
    BillingAccountId: '000000000000',
    BillingCurrency: 'USD',
    BillingPeriodStart: iso(month.begin),
    BillingPeriodEnd: iso(month.end),
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Usage-Based',
    InvoiceId: 'MADE-UP-2025-10',
    PricingCurrency: 'USD',
    ProviderName: 'AWS',
    RegionId: 'us-east-2',
  };
  const rows = [];
  const add = (row) => rows.push({ ...common, ...row });
  const days = Array.from({ length: 31 }, (_, day) => month.begin + day * 24 * HOUR);
  const cents = (amount) => ({ BilledCost: amount, EffectiveCost: amount, ContractedCost: amount, ListCost: amount });
  const ec2 = { ServiceCategory: 'Compute', ServiceName: 'Amazon Elastic Compute Cloud', x_ServiceCode: 'AmazonEC2' };

  for (let at = month.begin; at < month.end; at += HOUR) {
    add({
      ...ec2,
      AvailabilityZone: 'us-east-2a',
      ResourceId: RESERVATION,
      ResourceType: 'capacity-reservation',
      SkuId: 'MADEUP0P5',
      SkuMeter: 'BoxUsage:p5.48xlarge',
      SkuPriceDetails: '{"InstanceType":"p5.48xlarge","GpuCount":8}',
      x_UsageType: 'USE2-BoxUsage:p5.48xlarge',
      ChargeDescription: '$48.80 per p5.48xlarge instance hour, private pricing',
      ChargePeriodStart: iso(at),
      ChargePeriodEnd: iso(at + HOUR),
      ConsumedQuantity: String(NODES),
      ConsumedUnit: 'Hours',
      BilledCost: '49971.20',
      EffectiveCost: '49971.20',
      ContractedCost: '49971.20',
      ListCost: '56360.96',
    });
  }
  // Every failed request is logged and tried again: half a dollar a clock hour, and a storm of retries in the outage.
  // Some of the requests went to functions in another region.
  const storm = { 5: '11.42', 6: '58.17', 7: '61.03', 8: '37.88' };
  for (let at = month.begin; at < month.end; at += HOUR) {
    const [date, hour] = [new Date(at).getUTCDate(), new Date(at).getUTCHours()];
    const inOutage = date === 14 && hour in storm;
    const usual = ['0.48', '0.50', '0.52'][date % 3];
    add({
      ...cents(inOutage ? storm[hour] : usual),
      ServiceCategory: 'Management and Governance',
      ServiceName: 'Amazon CloudWatch',
      x_ServiceCode: 'AmazonCloudWatch',
      ChargeDescription: 'Log ingestion',
      ChargePeriodStart: iso(at),
      ChargePeriodEnd: iso(at + HOUR),
    });
    if (inOutage && hour > 5)
      add({
        ...cents('24.10'),
        RegionId: 'us-west-2',
        ServiceCategory: 'Compute',
        ServiceName: 'AWS Lambda',
        x_ServiceCode: 'AWSLambda',
        ChargeDescription: 'Requests that failed over',
        ChargePeriodStart: iso(at),
        ChargePeriodEnd: iso(at + HOUR),
      });
  }
  for (const at of days) {
    const day = { ChargePeriodStart: iso(at), ChargePeriodEnd: iso(at + 24 * HOUR) };
    add({
      ...day,
      ...ec2,
      AvailabilityZone: 'us-east-2a',
      ResourceId: 'i-made-up',
      ResourceType: 'instance',
      SkuId: 'MADEUP0M7',
      SkuMeter: 'BoxUsage:m7i.8xlarge',
      x_UsageType: 'USE2-BoxUsage:m7i.8xlarge',
      ChargeDescription: 'Login node',
      ConsumedQuantity: '24',
      ConsumedUnit: 'Hours',
      BilledCost: '38.7072',
      EffectiveCost: '38.7072',
      ContractedCost: '38.7072',
      ListCost: '38.7072',
    });
    add({
      ...day,
      AvailabilityZone: 'us-east-2a',
      ResourceId: 'fs-made-up',
      ResourceType: 'file-system',
      ServiceCategory: 'Storage',
      ServiceName: 'Amazon FSx',
      x_ServiceCode: 'AmazonFSx',
      SkuId: 'MADEUP0FS',
      SkuMeter: 'Storage_PersistentSSD',
      x_UsageType: 'USE2-Storage_PersistentSSD',
      ChargeDescription: 'FSx for Lustre, persistent SSD',
      ConsumedQuantity: '23.225806',
      ConsumedUnit: 'GB-Mo',
      BilledCost: '3367.741935',
      EffectiveCost: '3367.741935',
      ContractedCost: '3367.741935',
      ListCost: '3367.741935',
    });
    add({
      ...day,
      AvailabilityZone: '',
      ResourceId: 'checkpoints-made-up',
      ResourceType: 'bucket',
      ServiceCategory: 'Storage',
      ServiceName: 'Amazon Simple Storage Service',
      x_ServiceCode: 'AmazonS3',
      SkuId: 'MADEUP0S3',
      SkuMeter: 'TimedStorage-ByteHrs',
      x_UsageType: 'USE2-TimedStorage-ByteHrs',
      ChargeDescription: 'Checkpoints, Standard class',
      ConsumedQuantity: '13548.387097',
      ConsumedUnit: 'GB-Mo',
      BilledCost: '298.064516',
      EffectiveCost: '298.064516',
      ContractedCost: '298.064516',
      ListCost: '298.064516',
    });
  }
  const whole = {
    ChargePeriodStart: iso(month.begin),
    ChargePeriodEnd: iso(month.end),
    ConsumedQuantity: '',
    ConsumedUnit: '',
    AvailabilityZone: '',
    ResourceId: '',
    ResourceType: '',
    SkuId: '',
    SkuMeter: '',
  };
  add({
    ...whole,
    ...cents('15000.00'),
    ServiceCategory: 'Other',
    ServiceName: 'AWS Support (Enterprise)',
    x_ServiceCode: 'AWSSupportEnterprise',
    RegionId: 'global',
    ChargeFrequency: 'Recurring',
    ChargeDescription: 'Support fee',
  });
  add({
    ...whole,
    ...cents('-2500.00'),
    ServiceCategory: 'Compute',
    ServiceName: 'Amazon Elastic Compute Cloud',
    x_ServiceCode: 'AmazonEC2',
    ChargeCategory: 'Credit',
    ChargeFrequency: 'One-Time',
    ChargeDescription: 'Promotional credit',
  });
  add({
    ...whole,
    ...cents('1840.11'),
    ServiceCategory: 'Other',
    ServiceName: 'Tax',
    x_ServiceCode: 'Tax',
    ChargeCategory: 'Tax',
    ChargeFrequency: 'Recurring',
    ChargeDescription: 'Sales tax',
  });

  const cell = (value = '') => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [columns.join(','), ...rows.map((row) => columns.map((column) => cell(row[column])).join(','))]
    .join('\n')
    .concat('\n');
}

/** Two EventBridge deliveries of one AWS Health event: 74 minutes late, and its window opens 47 minutes late. */
function healthEvents() {
  const eventArn =
    'arn:aws:health:us-east-2::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_MADEUP_THERMAL';
  const event = (time, id, statusCode, text, extra) => ({
    version: '0',
    id,
    'detail-type': 'AWS Health Event',
    source: 'aws.health',
    account: '000000000000',
    time,
    region: 'us-east-2',
    resources: [RESERVATION],
    detail: {
      eventArn,
      service: 'EC2',
      eventTypeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
      eventTypeCategory: 'issue',
      eventScopeCode: 'ACCOUNT_SPECIFIC',
      communicationId: `made-up-${statusCode}`,
      startTime: STORY.vendorBegin,
      ...extra,
      lastUpdatedTime: new Date(utc(time)).toUTCString(),
      statusCode,
      eventRegion: 'us-east-2',
      availabilityZone: 'use2-az1',
      eventDescription: [{ language: 'en_US', latestDescription: text }],
      affectedEntities: [
        {
          entityValue: RESERVATION,
          status: statusCode === 'open' ? 'IMPAIRED' : 'UNIMPAIRED',
          lastUpdatedTime: new Date(utc(time)).toUTCString(),
        },
      ],
      affectedAccount: '000000000000',
      page: '1',
      totalPages: '1',
    },
  });
  return `${JSON.stringify(
    [
      event(
        iso(STORY.vendorFirstWord),
        '00000000-0000-4000-8000-000000000001',
        'open',
        'MADE UP. We are investigating elevated temperatures and loss of connectivity for some EC2 instances in use2-az1.',
        {},
      ),
      event(
        '2025-10-14T09:10:40Z',
        '00000000-0000-4000-8000-000000000002',
        'closed',
        'MADE UP. A cooling failure in use2-az1 caused instances to shut down. Connectivity has been restored.',
        { endTime: STORY.vendorEnd },
      ),
    ],
    null,
    2,
  )}\n`;
}

/** One probe a minute from two places outside the cloud, joined: the reservation answers, or it does not. */
function probes() {
  const lines = ['ts,target,ok,latency_ms'];
  for (let at = utc('2025-10-14T03:00:00Z'); at <= utc('2025-10-14T13:00:00Z'); at += MINUTE) {
    const down = at >= STORY.firstFailedProbe && at < STORY.firstGoodProbe;
    lines.push(`${iso(at)},training-cluster,${down ? 'false,' : `true,${18 + ((at / MINUTE) % 7)}`}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Megatron --log-progress: saves every 500 steps, each committed four minutes later, but not the last one. */
function progress() {
  const line = (at, job, event, extra = '') => `${local(at)}\tJob ID: ${job}\t# GPUs: 8192\t${event}${extra}`;
  const lines = [line(utc('2025-10-12T16:00:20Z'), '70411', 'Starting job')];
  const saved = (at, job, step) => {
    lines.push(line(at, job, 'Saving async checkpoint', `\tIteration: ${step}`));
    return line(at + 238_000, job, 'Saved async checkpoint', `\tIteration: ${step}`);
  };
  for (let step = 32_500; step <= 41_000; step += 500)
    lines.push(saved(STORY.step41500 - (41_500 - step) * STEP_MS, '70411', step));
  saved(STORY.step41500, '70411', 41_500); // began, and never committed
  lines.push(line(STORY.jobRestarted, '70412', 'Starting job'));
  lines.push(saved(stepEnd2(41_500), '70412', 41_500));
  return `${lines.join('\n')}\n`;
}

/** End of a step in the second life of the job: two slow steps, then the usual pace. */
function stepEnd2(step) {
  const done = step - STORY.restored;
  return STORY.firstStepDone + (done >= 2 ? 24_600 : 0) + Math.max(0, done - 2) * STEP_MS;
}

/** Stamped iteration lines around the failure and until the run is where it was. */
function trainLog() {
  const line = (at, step, ms) =>
    ` [${local(at, 6)}] iteration ${String(step).padStart(8)}/  250000 | consumed samples: ${String(step * 4096).padStart(12)} | elapsed time per iteration (ms): ${ms.toFixed(1)} | global batch size:  4096 | lm loss: 1.79${step % 10}E+00 |`;
  const lines = [];
  for (let step = 41_470; step <= STORY.lastStep; step += 1)
    lines.push(line(STORY.step41500 + (step - 41_500) * STEP_MS, step, STEP_MS));
  lines.push(
    `successfully loaded checkpoint from s3://checkpoints-made-up/halcyon [ t 1/8, p 1/8 ] at iteration ${STORY.restored}`,
  );
  for (let step = STORY.restored + 1; step <= 41_530; step += 1) {
    const ms = step === 41_001 ? 71_200 : step === 41_002 ? 24_600 : STEP_MS;
    lines.push(line(stepEnd2(step), step, ms));
  }
  return `${lines.join('\n')}\n`;
}

/** What the people on call wrote down, in the plain events form. */
function onCall() {
  const rows = [
    ['2025-10-14T05:58:12Z', 1, 'detected', 'collective time-out on rank 0, page sent'],
    ['2025-10-14T08:31:00Z', 1, 'capacity_back', 'all 1024 nodes answer again'],
    ['2025-10-14T08:36:30Z', 2, 'scheduled', 'job 70412 gets its nodes'],
    ['2025-10-14T08:42:10Z', 2, 'load_start', 'reading checkpoint 41000'],
    ['2025-10-14T08:56:40Z', 2, 'load_end', 'checkpoint 41000 loaded'],
  ];
  return `${['ts,run,attempt,event,step,gpus,tier,note', ...rows.map(([ts, attempt, event, note]) => `${ts},halcyon,${attempt},${event},,,,${/,/.test(note) ? `"${note}"` : note}`)].join('\n')}\n`;
}

export const files = {
  'bill/focus-2025-10.csv': bill(),
  'logs/health-events.json': healthEvents(),
  'logs/probes.csv': probes(),
  'logs/progress.txt': progress(),
  'logs/train.log': trainLog(),
  'logs/on-call.csv': onCall(),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '../fixtures/thermal-shutdown');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
