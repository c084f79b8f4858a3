/** The database went away while it committed: whether it has, nobody can tell until it is back. */
export class CommitUnknown extends Error {
  constructor(cause: unknown) {
    super(`whether it was committed is not known: ${(cause as Error).message}`, { cause });
  }
}
