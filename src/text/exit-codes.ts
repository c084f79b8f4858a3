/** The exit codes of every command, for help and documentation. */
export const EXIT_CODES =
  'Exit codes: 0 yes; 1 no, or a trustworthy answer says that a result is missing; 2 there is no trustworthy answer.';
