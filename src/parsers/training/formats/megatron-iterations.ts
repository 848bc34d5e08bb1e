import type { Instant } from '../../../engine/values/instant.ts';
import { listIssues } from '../../syntax/issue-list.ts';
import { tallyRows } from '../../syntax/row-tally.ts';
import { readStamp } from '../../syntax/stamp.ts';
import { excerptOf, readLines } from '../../syntax/text.ts';
import { codes } from '../codes.ts';
import type { TrainingFormat, TrainingReading } from '../format.ts';
import { type MegatronFact, readMegatronLine } from '../megatron-lines.ts';
import { followMegatron, type Taken } from '../megatron-process.ts';

const A_LINE =
  /\biteration {1,12}\d{1,12}\/ {0,12}\d{1,12} {1,4}\||\[(?:before the start of training step|after megatron is initialized)\] datetime: \d/;
/** Clocks of two nodes differ by less; more is a changed clock or a wrong zone. */
const LARGEST_SKEW_MS = 60_000;

/**
 * The console log of Megatron-LM, Megatron-DeepSpeed and forks, with stamps on its iteration lines (2024 and later), in
 * local time without a zone. A step is completed at the stamp of its line; the last line is not the last completed step
 * where not every step is logged. Iteration lines without a stamp are refused: nothing in them says when they happened.
 */
export const format: TrainingFormat = {
  id: 'megatron-iterations',
  title: 'Megatron-LM console log with stamped iteration lines',
  recognize: (file) => A_LINE.test(file.text),
  parse: (file, options): TrainingReading => {
    const issues = listIssues(file.label);
    const tally = tallyRows();
    const timeline = followMegatron(options.run);
    let newest: Instant | null = null;

    for (const line of readLines(file.text)) {
      if (line.tooLong) {
        tally.exclude('a line longer than 64 KiB');
        continue;
      }
      if (line.text.trim() === '') continue;
      const origin = { file: file.label, line: line.number };
      const outcomes: (Taken | 'rejected')[] = [];
      for (const fact of readMegatronLine(line.text, line.ended)) {
        const stamp = stampOf(fact);
        if (stamp === null && fact.kind === 'iteration') {
          issues.add({
            code: 'training/unstamped-line',
            severity: 'error',
            message: 'This iteration line has no time stamp, so the step cannot be placed in time.',
            origin,
            excerpt: excerptOf(line.text),
            fix: 'Give progress.txt (--log-progress) or the log of a Megatron-LM of 2024 or later, or write the events as events CSV.',
          });
          outcomes.push('rejected');
          continue;
        }
        const read =
          stamp === null ? null : readStamp(stamp, { codes, zone: options.zone, origin, what: 'The time of the line' });
        if (read && !read.ok && fact.kind === 'stamped') continue;
        if (read && !read.ok) {
          issues.add(read.issue);
          outcomes.push('rejected');
          continue;
        }
        const at = read?.ok ? read.instant : null;
        if (at !== null && newest !== null && newest - at > LARGEST_SKEW_MS) {
          issues.add({
            code: 'training/time-goes-back',
            severity: 'warning',
            message: 'The time of this line is earlier than that of a line above it.',
            origin,
            excerpt: excerptOf(line.text),
            fix: 'Check the zone, and whether several logs were put together out of order.',
          });
        }
        if (at !== null && (newest === null || at > newest)) newest = at;
        outcomes.push(timeline.take({ fact, at, origin }));
      }
      if (outcomes.includes('unplaced')) {
        issues.add({
          code: 'training/unplaced-line',
          severity: 'warning',
          message: 'This line has no time stamp, and no line of its process above it has one.',
          origin,
          excerpt: excerptOf(line.text),
          fix: 'Give the log from the start of the process on.',
        });
      }
      if (outcomes.includes('used')) tally.use();
      else if (outcomes.includes('rejected')) tally.reject('an iteration line without a readable time');
      else if (outcomes.includes('unplaced')) tally.reject('a line that cannot be placed in time');
      else if (outcomes.includes('duplicate')) tally.exclude('the same line of another rank');
      else tally.exclude('a line about something else');
      if (!line.ended && /\biteration\b/.test(line.text) && outcomes.length === 0) {
        issues.add({
          code: codes.truncatedLine,
          severity: 'warning',
          message: 'The last line is cut off; it was left out.',
          origin,
          excerpt: excerptOf(line.text),
          fix: 'Nothing, if the process died there.',
        });
      }
    }
    return { value: { format: format.id, events: timeline.events() }, issues: issues.all(), rows: tally.rows() };
  },
};

function stampOf(fact: MegatronFact): string | null {
  return fact.kind === 'iteration' || fact.kind === 'phase' || fact.kind === 'stamped' ? fact.stamp : null;
}
