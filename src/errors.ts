/** 1: a definite no. 2: it could not be found out. (0 is yes.) */
export type ExitCode = 1 | 2;

interface Entry {
  readonly exit: ExitCode;
  /** One sentence that names the subject. */
  readonly message: (subject: string) => string;
  /** What to do next. */
  readonly hint: string;
}

/** Every way in which a command of this project fails. Messages never hold a secret: pass URLs through `withoutCredentials`. */
const catalogue = {
  USAGE: { exit: 2, message: (what) => what, hint: 'Run the command with --help to see its options.' },
  CONFIG_INVALID: {
    exit: 2,
    message: (problems) => `the environment does not add up:\n${problems}`,
    hint: 'Correct these variables in the environment or in .env; .env.example lists them all.',
  },
  NO_VERSION: {
    exit: 2,
    message: (where) => `no version can be told for the pipeline: ${where}`,
    hint: 'Give one with --version, or run inside a git checkout with at least one commit.',
  },
  NO_BRANCH: {
    exit: 2,
    message: (where) => `no branch can be told for the pipeline: ${where}`,
    hint: 'Give one with --branch, or check out a branch.',
  },
  BROKER_UNREACHABLE: {
    exit: 2,
    message: (url) => `the Pact Broker at ${url} cannot be reached`,
    hint: 'Check PACT_BROKER_BASE_URL and that the broker is running (npm run broker starts one).',
  },
  BROKER_UNAUTHORIZED: {
    exit: 2,
    message: (url) => `the Pact Broker at ${url} does not accept these credentials`,
    hint: 'Set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD, for a user that may do this.',
  },
  BROKER_NOT_HAL: {
    exit: 2,
    message: (url) => `the answer from ${url} is not a Pact Broker's`,
    hint: 'Check that PACT_BROKER_BASE_URL is the address of a Pact Broker, with its path if it has one.',
  },
  BROKER_FAILED: {
    exit: 2,
    message: (what) => `the Pact Broker failed: ${what}`,
    hint: "Try again; if it stays so, look into the broker's log.",
  },
  BROKER_REFUSED: {
    exit: 1,
    message: (what) => `the Pact Broker refused the request: ${what}`,
    hint: 'Correct what it names, then try again.',
  },
  NOT_FOUND: {
    exit: 1,
    message: (what) => `the Pact Broker does not know ${what}`,
    hint: 'Check the spelling, and that it has been published to this broker.',
  },
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof catalogue;

/** An error with a code, a subject and a next step; `exitCode` is what the command ends with. */
export class ContractError extends Error {
  readonly code: ErrorCode;
  readonly subject: string;
  readonly hint: string;
  readonly exitCode: ExitCode;

  constructor(code: ErrorCode, subject: string, options: { cause?: unknown } = {}) {
    const entry = catalogue[code];
    super(entry.message(subject), options);
    this.name = 'ContractError';
    this.code = code;
    this.subject = subject;
    this.hint = entry.hint;
    this.exitCode = entry.exit;
  }
}

/** The URL with user name and password taken out, for messages and logs. */
export function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/@\s]*@/, '//');
}
