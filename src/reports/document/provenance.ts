import type { Report, ReportBillFile } from '../report-schema.ts';
import type { Block, Phrase } from './blocks.ts';
import { number } from './figures.ts';
import { body, count, data, join, minute, say, time, words } from './phrases.ts';
import { evidenceWords } from './statuses.ts';

/** From which bytes, which terms and which program the figures come. */
export function provenance(report: Report): Block[] {
  const { tool, version, terms } = report.provenance;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: say`${data(tool)} ${data(version)}, as of ${minute(report.case.asOf)}. The same inputs give the same bytes.`,
    },
    ...inputs(report),
    ...bills(report),
    ...(terms.length > 0 ? [termsTable(report)] : []),
  ];
  return [{ kind: 'details', title: 'Provenance', blocks }];
}

function inputs({ provenance: { inputs: files } }: Report): Block[] {
  if (files.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: [
        { title: 'Input', type: 'text' },
        { title: 'Bytes', type: 'quantity' },
        { title: 'SHA-256 begins', type: 'text' },
      ],
      rows: files.map((file) => body(data(file.label), count(file.bytes), data(file.sha256.slice(0, 12)))),
    },
  ];
}

function bills(report: Report): Block[] {
  if (report.billing.length === 0) return [];
  return [
    {
      kind: 'table',
      columns: [
        { title: 'Bill', type: 'text' },
        { title: 'Rows read', type: 'quantity' },
        { title: 'Used', type: 'quantity' },
        { title: 'Excluded', type: 'quantity' },
        { title: 'Rejected', type: 'quantity' },
        { title: 'Billed', type: 'money' },
      ],
      rows: report.billing.map((bill) =>
        body(
          say`${data(bill.file)} (${data(bill.format)})`,
          count(bill.rows.read),
          count(bill.rows.used),
          count(rows(bill.rows.excluded)),
          count(rows(bill.rows.rejected)),
          bill.totals.billed === null ? words('not given') : number(report, `${bill.ref}.totals.billed`),
        ),
      ),
    },
    { kind: 'list', items: report.billing.flatMap(explainRows) },
  ];
}

function rows(counts: ReportBillFile['rows']['excluded']): number {
  return counts.reduce((sum, { rows: one }) => sum + one, 0);
}

function explainRows(bill: ReportBillFile): Phrase[] {
  const said = (name: string, counts: ReportBillFile['rows']['excluded']): Phrase[] =>
    counts.length === 0
      ? []
      : [
          say`${words(name)} from ${data(bill.file)}: ${join(
            counts.map((one) => say`${count(one.rows)} ${data(one.reason)}`),
            ', ',
          )}`,
        ];
  const complete = bill.dataCompleteTo
    ? [say`${data(bill.file)} says nothing of hours after ${minute(bill.dataCompleteTo)}`]
    : [];
  return [...said('Excluded', bill.rows.excluded), ...said('Rejected', bill.rows.rejected), ...complete];
}

function termsTable({ provenance: { terms } }: Report): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'Terms', type: 'text' },
      { title: 'Edition', type: 'text' },
      { title: 'Last checked', type: 'time' },
      { title: 'Known from', type: 'text' },
      { title: 'SHA-256 begins', type: 'text' },
    ],
    rows: terms.map((one) =>
      body(
        data(one.id),
        data(one.edition),
        one.lastChecked ? time(one.lastChecked) : words('not stated'),
        known(one.grade),
        data(one.sha256.slice(0, 12)),
      ),
    ),
  };
}

function known(grade: string | null): Phrase {
  if (grade === null) return say`not stated`;
  return [
    words(evidenceWords(grade) ?? (grade === 'negotiated' ? 'your negotiated document' : "the vendor's own words")),
  ];
}
