/** An input that has been read and decoded: what a parser is given instead of a path. */
export interface TextFile {
  /** The name a person knows it by, as it stands in every `origin.file`. */
  readonly label: string;
  readonly text: string;
}
