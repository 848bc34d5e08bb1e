import type { Block } from '../document/blocks.ts';
import { body, count, data, minute, say, words } from '../document/phrases.ts';
import type { ReconciliationRecord } from '../schema/reconciliation.ts';

/** From which bytes and which program the figures come. */
export function sources({ provenance, billing, case: { asOf } }: ReconciliationRecord): Block[] {
  const { tool, version, inputs } = provenance;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: say`${data(tool)} ${data(version)}, as of ${minute(asOf)}. The same inputs give the same bytes.`,
    },
    {
      kind: 'table',
      columns: [
        { title: 'Input', type: 'text' },
        { title: 'Bytes', type: 'quantity' },
        { title: 'SHA-256 begins', type: 'text' },
      ],
      rows: inputs.map((file) => body(data(file.label), count(file.bytes), data(file.sha256.slice(0, 12)))),
    },
    {
      kind: 'table',
      columns: [
        { title: 'Bill', type: 'text' },
        { title: 'Rows read', type: 'quantity' },
        { title: 'Used', type: 'quantity' },
        { title: 'Excluded', type: 'quantity' },
        { title: 'Rejected', type: 'quantity' },
        { title: 'Complete to', type: 'time' },
      ],
      rows: billing.map(({ file, format, rows, dataCompleteTo }) =>
        body(
          say`${data(file)} (${data(format)})`,
          count(rows.read),
          count(rows.used),
          count(total(rows.excluded)),
          count(total(rows.rejected)),
          dataCompleteTo === null ? words('unknown') : minute(dataCompleteTo),
        ),
      ),
    },
  ];
  return [
    {
      kind: 'details',
      title: 'Provenance',
      blocks: blocks.filter((block) => block.kind !== 'table' || block.rows.length > 0),
    },
  ];
}

function total(counts: readonly { readonly rows: number }[]): number {
  return counts.reduce((sum, { rows }) => sum + rows, 0);
}
