import type { Issue } from '../../engine/records/issue.ts';
import { type BillContainer, packingOf } from '../../parsers/billing/source.ts';
import { type BillPath, fileError } from './bill-path.ts';
import { damagedParquet } from './files/container.ts';
import { damagedJson, damagedPacking } from './files/header.ts';

/** DuckDB's own words are kept as the excerpt: they are the only account of what happened. */
export function explainFailure(bill: BillPath, container: BillContainer, error: unknown): Issue {
  const excerpt = String(error instanceof Error ? error.message : error)
    .replace(/\s+/g, ' ')
    .slice(0, 300);
  const issue = issueFor(bill, container, excerpt);
  return { ...issue, excerpt };
}

/** Damage of what the rows are packed in; `how` tells it. */
export function explainDamage(bill: BillPath, container: BillContainer, how: string): Issue {
  return container === 'parquet' ? damagedParquet(bill, how) : damagedPacking(bill, container, how);
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
  // The words of DuckDB 1.5.6 for a carriage return where it expects none, or the other way round.
  if (/parser state machine reached an invalid state/i.test(message)) {
    return fileError(
      'mixed-line-ends',
      bill.label,
      'The lines of the file end in several ways (CRLF, LF, a carriage return alone), so its rows cannot be told apart for certain.',
      "Give all lines one end, for example with `sed 's/\\r$//'`; put cells that hold a carriage return in quotes.",
    );
  }
  if (packingOf(container) !== 'none') return damagedPacking(bill, container, 'it cannot be unpacked');
  return fileError('unreadable-file', bill.label, 'The rows of the file cannot be read.', 'Export the bill again.');
}
