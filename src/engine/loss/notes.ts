import type { RunEvent } from '../records/run.ts';

/**
 * Words that the note of an event may hold and that decide something (documented in docs/case-file.md):
 * `corrupt` on a save or a load, `memory-survived` and `local-survived` on a failure.
 */
export type NoteToken = 'corrupt' | 'memory-survived' | 'local-survived';

const LONGEST_NOTE = 1000;

export function hasToken(event: RunEvent, token: NoteToken): boolean {
  return (event.note ?? '')
    .slice(0, LONGEST_NOTE)
    .toLowerCase()
    .split(/[\s,;]/)
    .includes(token);
}
