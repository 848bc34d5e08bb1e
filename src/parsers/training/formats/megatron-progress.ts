import type { RunEvent, RunEventKind, Tier } from '../../../engine/records/run.ts';
import { listIssues } from '../../syntax/issue-list.ts';
import { tallyRows } from '../../syntax/row-tally.ts';
import { readStamp } from '../../syntax/stamp.ts';
import { excerptOf, headOf, type Line, readLines } from '../../syntax/text.ts';
import { codes } from '../codes.ts';
import type { TrainingFormat, TrainingReading } from '../format.ts';

const KINDS: ReadonlyMap<string, { readonly event: RunEventKind; readonly tier: Tier | null }> = new Map([
  ['Starting job', { event: 'run_start', tier: null }],
  ['Saving async checkpoint', { event: 'save_start', tier: null }],
  ['Saved async checkpoint', { event: 'save_committed', tier: null }],
  ['Saved checkpoint', { event: 'save_committed', tier: null }],
  ['Saved async local checkpoint', { event: 'save_committed', tier: 'local' }],
] as const);
const FIRST_LINE = /^\s{0,200}\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\tJob ID:[^\t\n]{0,200}\t# GPUs:/;

/**
 * `progress.txt` of Megatron-LM (`--log-progress`): `time TAB Job ID: TAB # GPUs: TAB event TAB Iteration: ...`, in local
 * time without a zone. `Starting job` is the start of a process, not its first step, and begins the next attempt. An
 * asynchronous save is durable only with its `Saved async checkpoint`, which names the same iteration. Which tier the
 * save directory is, the file does not say; only local checkpoints are named as such.
 */
export const format: TrainingFormat = {
  id: 'megatron-progress',
  title: 'Megatron-LM progress.txt',
  recognize: (file) => FIRST_LINE.test(headOf(file, 2048)),
  parse: (file, options): TrainingReading => {
    const issues = listIssues(file.label);
    const tally = tallyRows();
    const events: RunEvent[] = [];
    let attempt = 0;
    for (const line of readLines(file.text)) {
      if (line.text.trim() === '' && !line.tooLong) continue;
      const origin = { file: file.label, line: line.number };
      const cells = line.text.split('\t', 16);
      const [stamp = '', job = '', gpus = '', name = ''] = cells.map((cell) => cell.trim());
      const kind = KINDS.get(name);
      if (!kind) {
        const cut = isCut(line, name);
        const message = cut
          ? 'The last line is cut off; it was left out.'
          : `The event "${excerptOf(name)}" is not known; the line was left out.`;
        issues.add({
          code: cut ? codes.truncatedLine : 'training/unknown-event',
          severity: 'warning',
          message,
          origin,
          excerpt: excerptOf(line.text),
          fix: cut
            ? 'Nothing, if the process died there.'
            : 'If it tells of a save or a start, write it as events CSV.',
        });
        if (cut) tally.reject('cut off at the end of the file');
        else tally.exclude('an event that is not known');
        continue;
      }
      const iteration = cells.slice(4).find((cell) => cell.startsWith('Iteration:')) ?? '';
      const step = countAfter('Iteration:', iteration);
      // A number at the very end may be cut in the middle, unless a save of that very step was started.
      const open =
        !line.ended &&
        iteration === cells.at(-1) &&
        !events.some((other) => other.event === 'save_start' && other.step === step);
      if (kind.event !== 'run_start' && (step === null || open)) {
        const message = open
          ? `The last line is cut off: the iteration may have more digits than "${excerptOf(iteration)}". It was left out.`
          : `"${name}" does not say which iteration.`;
        issues.add({
          code: open ? codes.truncatedLine : 'training/no-step',
          severity: open ? 'warning' : 'error',
          message,
          origin,
          excerpt: excerptOf(line.text),
          fix: 'Complete the line, and end it with a line break.',
        });
        tally.reject(open ? 'cut off at the end of the file' : 'a save without its iteration');
        continue;
      }
      const read = readStamp(stamp, {
        codes,
        zone: options.zone,
        origin: { ...origin, column: 1 },
        what: 'The time of the line',
      });
      if (!read.ok) {
        issues.add(read.issue);
        tally.reject('a time that cannot be read');
        continue;
      }
      const last = events.at(-1);
      if (last && read.instant < last.at) {
        issues.add({
          code: 'training/time-goes-back',
          severity: 'warning',
          message: 'The time of this line is earlier than that of the line above it.',
          origin,
          excerpt: excerptOf(line.text),
          fix: 'Check the zone, and whether several logs were put together out of order.',
        });
      }
      if (kind.event === 'run_start' || attempt === 0) attempt += 1;
      const id = job.slice('Job ID:'.length).trim();
      events.push({
        at: read.instant,
        run: options.run,
        attempt,
        event: kind.event,
        step,
        gpus: countAfter('# GPUs:', gpus),
        tier: kind.tier,
        stepSeconds: null,
        note: job.startsWith('Job ID:') && id !== '' ? `job ${excerptOf(id)}` : null,
        origin,
      });
      tally.use();
    }
    return { value: { format: format.id, events }, issues: issues.all(), rows: tally.rows() };
  },
};

function countAfter(label: string, cell: string): number | null {
  const digits = cell.startsWith(label) ? cell.slice(label.length).trim() : '';
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

/** The last line of a process that died in the middle of writing it. */
function isCut(line: Line, name: string): boolean {
  return !line.ended && (name === '' || [...KINDS.keys()].some((known) => known.startsWith(name)));
}
