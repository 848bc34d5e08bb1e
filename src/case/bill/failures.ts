import type { Issue } from '../../engine/records/issue.ts';
import { type BillContainer, packingOf } from '../../parsers/billing/source.ts';
import { type BillPath, fileError } from './bill-path.ts';
import { damagedParquet } from './container.ts';
import { damagedJson, damagedPacking } from './header.ts';

/** DuckDB's own words are kept as the excerpt: they are the only account of what happened. */
export function explainFailure(bill: BillPath, container: BillContainer, error: unknown): Issue {
  const excerpt = String(error instanceof Error ? error.message : error)
    .replace(/\s+/g, ' ')
    .slice(0, 300);
  const issue = issueFor(bill, container, excerpt);
  return { ...issue, excerpt };
}

function issueFor(bill: BillPath, container: BillContainer, message: string): Issue {
  if (/out of memory/i.test(message)) {
    const fix = 'Narrow the selectors of the contracts and runs, so that fewer resources are kept apart.';
    return fileError('out-of-memory', bill.label, 'The bill has more groups than fit in memory.', fix);
  }
  if (/overflow|out of range/i.test(message)) {
    return fileError(
      'overflow',
      bill.label,
      'A sum has more digits than can be held exactly.',
      'Check the cost columns for absurd amounts.',
    );
  }
  if (container === 'parquet') return damagedParquet(bill, 'its rows cannot be read');
  if (container.startsWith('json') && !/zstd/i.test(message)) return damagedJson(bill);
  if (packingOf(container) !== 'none') return damagedPacking(bill, container, 'it cannot be unpacked');
  return fileError('unreadable-file', bill.label, 'The rows of the file cannot be read.', 'Export the bill again.');
}
