import { describe, expect, it } from 'vitest';
import { wrongMonths } from '../../src/engine/bill-months.ts';
import type { Incident } from '../../src/engine/records/assessment.ts';
import type { BillFile } from '../../src/engine/records/charge.ts';

const at = (text: string) => Date.parse(text);
const incident = (begin: string, end: string, vendor = 'aws') =>
  ({ id: 'I1', vendor, span: { begin: at(begin), end: at(end) } }) as unknown as Incident;
const bill = (begin: string, end: string, vendor = 'aws') =>
  ({ file: 'bill.csv', vendors: [vendor], period: { begin: at(begin), end: at(end) } }) as unknown as BillFile;

const OCTOBER = bill('2025-10-01T00:00:00Z', '2025-11-01T00:00:00Z');

describe('bills of another month', () => {
  it('are named with what they cover and where the incident is', () => {
    const [issue] = wrongMonths([incident('2025-11-01T00:00:00Z', '2025-11-01T02:00:00Z')], [OCTOBER]);
    expect(issue).toMatchObject({ code: 'engine/bill-of-another-month', severity: 'warning' });
    expect(issue?.message).toContain('cover 2025-10-01T00:00:00Z to 2025-11-01T00:00:00Z');
    expect(issue?.message).toContain('I1 is from 2025-11-01T00:00:00Z');
    expect(issue?.fix).toContain('2025-11');
  });

  it('are said once for all incidents of a vendor', () => {
    const issues = wrongMonths(
      [
        incident('2025-11-01T00:00:00Z', '2025-11-01T02:00:00Z'),
        incident('2025-12-24T00:00:00Z', '2025-12-24T02:00:00Z'),
      ],
      [OCTOBER],
    );
    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toContain('1 more lie outside');
    expect(issues[0]?.fix).toBe('Give the bill of 2025-11, 2025-12.');
  });

  it.each([
    ['inside the month', incident('2025-10-14T00:00:00Z', '2025-10-14T02:00:00Z'), [OCTOBER]],
    ['over its edge', incident('2025-10-31T23:00:00Z', '2025-11-01T02:00:00Z'), [OCTOBER]],
    ['of no length', incident('2025-10-14T00:00:00Z', '2025-10-14T00:00:00Z'), [OCTOBER]],
    ['of a vendor without any bill', incident('2025-11-14T00:00:00Z', '2025-11-14T02:00:00Z', 'gcp'), [OCTOBER]],
  ])('say nothing of an incident %s', (_, one, bills) => {
    expect(wrongMonths([one], bills)).toEqual([]);
  });
});
