import type { BillProgress } from './bill/progress.ts';

const MIB = 1024 * 1024;

/** `reading bill.csv: 1.2 of 7.4 million rows, 1204 of 7071 MiB, 24 s left` */
export function describeProgress({ file, bytes, size, rows, secondsLeft }: BillProgress): string {
  const parts = [
    ...(rows === null ? [] : [`about ${countOf(rows)} rows`]),
    `${Math.floor(bytes / MIB)} of ${Math.ceil(size / MIB)} MiB`,
    ...(secondsLeft === null ? [] : [`${durationOf(secondsLeft)} left`]),
  ];
  return `reading ${file}: ${parts.join(', ')}`;
}

function countOf(rows: number): string {
  return rows < 1_000_000 ? `${Math.floor(rows / 1000)} thousand` : `${(rows / 1_000_000).toFixed(1)} million`;
}

function durationOf(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
