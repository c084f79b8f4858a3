/** 1: no, or a trustworthy answer says that a result is missing. 2: there is no trustworthy answer. (0 is yes.) */
export type ExitCode = 1 | 2;

/** One kind of error. */
export interface ErrorEntry {
  readonly exit: ExitCode;
  /** What is wrong, in one sentence that names the subject. It contains no secret. */
  readonly message: (subject: string) => string;
  /** What to do next. */
  readonly hint: string;
}

export type ErrorEntries = Readonly<Record<string, ErrorEntry>>;
