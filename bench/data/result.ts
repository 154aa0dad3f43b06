/** What every part of the bench about data and browsers is given, and gives back. */

export interface BenchOptions {
  /** A folder for whatever the part needs; the caller takes it away. */
  readonly stateDir: string;
  /** Small sizes: shows that the bench works, says nothing about speed. */
  readonly quick: boolean;
}

export interface BenchResult {
  /** For the last line of the bench. */
  readonly figures: Record<string, number | object>;
  /** For people, without a line break at its end. */
  readonly table: string;
}
