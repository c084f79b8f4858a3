/** A difference between our failures and the type checker's errors that has been looked into. */
export interface AcceptedDifference {
  /** The beginning of a location: `package/file.py:50`, or a file. */
  readonly at: string;
  /** A part of the text. */
  readonly text: string;
  /** Who of the two is right, and why; shown by running the line where it can be run. */
  readonly reason: string;
}

export const acceptedDifferences: readonly AcceptedDifference[] = [];
