import type { Result } from '../../engine/records/issue.ts';
import type { TrainingLog } from '../../engine/records/run.ts';
import type { FileRows } from '../syntax/row-tally.ts';
import type { TextFile } from '../syntax/text-file.ts';

export interface TrainingOptions {
  /** The run of the case that the log belongs to. */
  readonly run: string;
  /** IANA zone of times without an offset, as the user states it. */
  readonly zone?: string;
}

/** The events of one log, what was wrong in it, and what became of its lines. */
export interface TrainingReading extends Result<TrainingLog> {
  readonly rows: FileRows;
}

/** One kind of training log. A file of the folder `formats` exports one as `format`. */
export interface TrainingFormat {
  /** kebab-case, as `format:` in a case file names it. */
  readonly id: string;
  readonly title: string;
  /** By content. No two formats recognize the same file. */
  readonly recognize: (file: TextFile) => boolean;
  readonly parse: (file: TextFile, options: TrainingOptions) => TrainingReading;
}
