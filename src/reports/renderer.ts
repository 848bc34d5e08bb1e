import type { Report } from './report-schema.ts';

export interface RenderOptions {
  /** Columns of the terminal; 80 where it is not known. Lines keep to it, and to at most 100. */
  readonly width?: number;
  /** Whether escape codes for color may be written. Decided by the caller, who knows the environment. */
  readonly color?: boolean;
}

/** A report format: a pure function of the record. One file in formats/ each. */
export interface Renderer {
  /** As typed after `--format`. */
  readonly id: string;
  readonly title: string;
  /** Of a file that is written, with the dot. */
  readonly extension: string;
  readonly render: (report: Report, options: RenderOptions) => string;
}
