import { command } from '../text/command.ts';

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
  MESSAGE_INVALID: {
    exit: 1,
    message: (problems) => `a message is not what its contract says: ${problems}`,
    hint: 'Correct the sender, or the schema in src/contracts/ when the message is right.',
  },
  POLICY_INVALID: {
    exit: 2,
    message: (problems) => `this is no policy for rates:\n${problems}`,
    hint: 'Give one scale from 0 (pause) to 1 (full rate) for each backpressure level.',
  },
  EXAMPLE_INVALID: {
    exit: 2,
    message: (problems) => `the example of an interaction does not follow its schema:\n${problems}`,
    hint: 'Write the example as the schema gives it back: every field, defaults included, nothing else.',
  },
  NOT_EXPRESSIBLE: {
    exit: 2,
    message: (what) => `Pact cannot express ${what}`,
    hint: 'Say it with what Pact can: objects, arrays, strings, numbers, booleans, enums, literals and plain patterns.',
  },
  AMBIGUOUS_CASE: {
    exit: 2,
    message: (what) => `one interaction shows one case: ${what}`,
    hint: "Write an interaction for each case, and say in its `cases` which it shows: { field: 'present' | 'null' | 'absent' }.",
  },
  UNKNOWN_FIELD: {
    exit: 2,
    message: (path) => `an interaction says something about ${path}, and that is not there to choose`,
    hint: 'Write paths like level, queue.level, items[*].level: in `pinned` to a field that holds a value, in `cases` to one that may be null or left out.',
  },
  PACTS_STALE: {
    exit: 1,
    message: (differences) => `the pacts are not what the consumer tests write:\n${differences}`,
    hint: 'Run npm run test:pact, look at the change under pacts/, and commit it.',
  },
  CONSUMER_TESTS_FAILED: {
    exit: 2,
    message: (output) => `the consumer tests failed, so there are no pacts to compare:\n${output}`,
    hint: 'Run npm run test:pact and make it pass.',
  },
  BROKER_UNREACHABLE: {
    exit: 2,
    message: (url) => `the Pact Broker at ${url} cannot be reached`,
    hint: `Check PACT_BROKER_BASE_URL and that the broker is running (${command('broker')} starts one).`,
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
  CLI_MISSING: {
    exit: 2,
    message: (platform) => `the official Pact CLI is not installed for ${platform}`,
    hint: 'Run npm ci (without --omit=optional); it comes for Linux, macOS and Windows on x64 and arm64.',
  },
  CLI_FAILED: {
    exit: 2,
    message: (what) => `the official Pact CLI failed: ${what}`,
    hint: 'Try again; if it stays so, run the same command of npx pact-broker with --log-level debug.',
  },
  NO_PACTS: {
    exit: 2,
    message: (folder) => `there is no pact in ${folder}, so nothing was published`,
    hint: 'Write the pacts first: npm run test:pact.',
  },
  NOT_A_PACT: {
    exit: 2,
    message: (files) => `nothing was published, because not every JSON file is a pact of the pipeline:\n${files}`,
    hint: 'Move these files away, or write the pacts again: npm run test:pact.',
  },
  PACT_CHANGED: {
    exit: 1,
    message: (what) => `this version is already published with another content: ${what}`,
    hint: 'A version never changes once it is published: commit the change, or give a new --version.',
  },
  PUBLISH_NOT_CONFIRMED: {
    exit: 2,
    message: (what) => `the official Pact CLI reported success, but the Pact Broker does not show ${what}`,
    hint: 'Check that PACT_BROKER_BASE_URL is the address of the broker itself and not of a redirect, then try again.',
  },
  UNKNOWN_ENVIRONMENT: {
    exit: 1,
    message: (name) => `no environment is called ${name}`,
    hint: 'Check the spelling, or create it on the way with --create-environment (and --production where it is one).',
  },
  CORE_NAME_MISSING: {
    exit: 1,
    message: (name) => `core has no ${name}`,
    hint: 'The contract relies on this name: keep it in core, or change the contract and its consumers first.',
  },
  CORE_VALUE_REFUSED: {
    exit: 1,
    message: (what) => `core refuses a value that the contract allows: ${what}`,
    hint: 'Let core accept it, or change the contract and its consumers first.',
  },
  CORE_NOT_INSTALLED: {
    exit: 2,
    message: (python) => `market-data-core is not installed for ${python}`,
    hint: 'Install it there with pip, set CORE_PYTHON to an interpreter that has it, or let --core-ref install it.',
  },
  CORE_IMPORT_FAILED: {
    exit: 2,
    message: (what) => `core cannot be imported: ${what}`,
    hint: 'Try it by hand: python -c "import market_data_core.telemetry"; a dependency may be missing there.',
  },
  CORE_FAILED: {
    exit: 2,
    message: (what) => `core failed while it built a message: ${what}`,
    hint: "Read core's own words above; nothing was verified and nothing published.",
  },
  CORE_SCHEMA_MISSING: {
    exit: 2,
    message: (what) => `core does not say what its message looks like: ${what}`,
    hint: 'Only Pydantic 2 models have a JSON schema; verify this core instead.',
  },
  SCHEMA_UNREADABLE: {
    exit: 2,
    message: (what) => `this is no JSON Schema that could be read: ${what}`,
    hint: 'Give one JSON document without references to other files or addresses.',
  },
  CORE_NOT_JSON: {
    exit: 2,
    message: (what) => `what core wrote is not JSON: ${what}`,
    hint: "A message must be what Pydantic's model_dump_json() writes.",
  },
  CORE_TIMEOUT: {
    exit: 2,
    message: (what) => `core's Python process gave no answer ${what}`,
    hint: 'Look for a wait or an endless loop in what core does when it is imported.',
  },
  CORE_PROCESS_EXITED: {
    exit: 2,
    message: (what) => `core's Python process has ended ${what}`,
    hint: 'Start the same interpreter by hand and import market_data_core.telemetry.',
  },
  PYTHON_NOT_FOUND: {
    exit: 2,
    message: (python) => `there is no Python interpreter ${python}`,
    hint: 'Set CORE_PYTHON to a Python of 3.9 or newer.',
  },
  CORE_REF_INVALID: {
    exit: 2,
    message: (ref) => `${ref} is no release, tag, branch or SHA`,
    hint: 'Give a release number (1.4.61), or a tag, branch or SHA of CORE_REPOSITORY.',
  },
  CORE_REF_UNKNOWN: {
    exit: 2,
    message: (what) => `core's repository does not give ${what}`,
    hint: 'Check the spelling, CORE_REPOSITORY, and the right to read it.',
  },
  CORE_INSTALL_FAILED: {
    exit: 2,
    message: (what) => `core could not be installed: ${what}`,
    hint: 'Nothing half-made is kept; correct what pip names and run the command again.',
  },
  FILTERS_SET: {
    exit: 2,
    message: (names) => `${names} would filter the verification, and a filtered run would pass for the whole pact`,
    hint: 'Unset these variables, in the environment and in .env.',
  },
  NOTHING_TO_VERIFY: {
    exit: 2,
    message: (where) => `there is no pact to verify: ${where}`,
    hint: `Publish the pipeline's pacts first (${command('pact:publish')}), from the consumer's main branch or one that is selected.`,
  },
  PACT_UNREADABLE: {
    exit: 2,
    message: (what) => `a pact cannot be read: ${what}`,
    hint: 'Check the URL; it must be one of a pact that the Pact Broker serves, or a pact file.',
  },
  NO_HANDLER: {
    exit: 2,
    message: (problems) => `the pacts hold what nothing here can verify:\n${problems}`,
    hint: 'Declare the message and its states in src/contracts/interactions.ts and src/provider/provider-states.ts, or correct the pact.',
  },
  VERIFIER_FAILED: {
    exit: 2,
    message: (what) => `the official verifier did not come to a result: ${what}`,
    hint: 'Run the command again with --verbose to see all it says.',
  },
  VERIFICATION_IMPOSSIBLE: {
    exit: 2,
    message: (why) => `core could not be verified: ${why}`,
    hint: 'Correct what it names, then try again.',
  },
  RESULT_NOT_RECORDED: {
    exit: 2,
    message: (pact) => `the Pact Broker does not show the result that was published for ${pact}`,
    hint: 'Check that these credentials may write to the broker, then verify again; until then nothing is proven.',
  },
  REFERENCE_NOT_PUBLISHED: {
    exit: 2,
    message: (broker) =>
      `what the built-in reference gives is not core's own result, so it is not published to ${broker}`,
    hint: 'Verify core itself with CORE_PYTHON or --core-ref, or add --no-publish.',
  },
  TARGETS_INVALID: {
    exit: 2,
    message: (problems) => `the targets of the fan-out do not add up:\n${problems}`,
    hint: 'Correct the file, then try again; fanout.json shows its form. Nothing was started.',
  },
  GITHUB_TOKEN_MISSING: {
    exit: 2,
    message: (what) => `GitHub cannot be asked without ${what}`,
    hint: 'Set REPO_TOKEN (or the GitHub App of .env.example) in the environment or in .env.',
  },
  CORE_COMMIT_UNKNOWN: {
    exit: 2,
    message: (what) => `core has no tag, branch or commit ${what}`,
    hint: 'Check the spelling, and that it is pushed. Nothing was started.',
  },
  GITHUB_UNREACHABLE: {
    exit: 2,
    message: (what) => `GitHub cannot be reached: ${what}`,
    hint: 'Check the network and GITHUB_API_URL, then try again; a certificate of your own goes into NODE_EXTRA_CA_CERTS.',
  },
  GITHUB_TIMEOUT: {
    exit: 2,
    message: (what) => `GitHub was asked and gave no whole answer: ${what}`,
    hint: 'Check the network, then try again.',
  },
  GITHUB_UNAUTHORIZED: {
    exit: 2,
    message: (what) => `GitHub does not accept the token: ${what}`,
    hint: `It is mistyped, expired or revoked: make a new one, put it into REPO_TOKEN (for core itself: GITHUB_TOKEN, where set), and run ${command('token:check')}.`,
  },
  GITHUB_FORBIDDEN: {
    exit: 2,
    message: (what) => `GitHub forbids ${what}`,
    hint: `Give the token what it names, for this repository, then run ${command('token:check')}.`,
  },
  GITHUB_REPOSITORY_NOT_FOUND: {
    exit: 2,
    message: (what) => `GitHub shows this token no such repository: ${what}`,
    hint: 'Check the name; otherwise add the repository to those that the token (or the GitHub App) may see.',
  },
  GITHUB_NOT_FOUND: {
    exit: 2,
    message: (what) => `GitHub does not have it, or hides it from this token: ${what}`,
    hint: `Check the name, and what the token may see: ${command('token:check')}.`,
  },
  WORKFLOW_NOT_FOUND: {
    exit: 2,
    message: (what) => `the repository is there, but its workflow is not: ${what}`,
    hint: 'Put the workflow on its default branch; if it is there, the token lacks Actions: read and write.',
  },
  WORKFLOW_DISABLED: {
    exit: 2,
    message: (what) => `the workflow is switched off: ${what}`,
    hint: 'Enable it on the Actions page of its repository.',
  },
  WORKFLOW_NOT_DISPATCHABLE: {
    exit: 2,
    message: (what) => `the workflow cannot be started from outside: ${what}`,
    hint: 'Give it `on: workflow_dispatch`, both on the default branch and on the ref where it is to run.',
  },
  WORKFLOW_INPUT_REFUSED: {
    exit: 2,
    message: (what) => `the workflow does not take these inputs: ${what}`,
    hint: 'Let the inputs of fanout.json and those of the workflow agree.',
  },
  WORKFLOW_REF_UNKNOWN: {
    exit: 2,
    message: (what) => `the workflow's repository has no such branch or tag: ${what}`,
    hint: 'Correct `ref` in fanout.json, or leave it out to take the default branch.',
  },
  GITHUB_REFUSED: {
    exit: 2,
    message: (what) => `GitHub refused ${what}`,
    hint: 'Correct what it names, then try again.',
  },
  GITHUB_RATE_LIMITED: {
    exit: 2,
    message: (what) => `GitHub answers no more questions for now: ${what}`,
    hint: 'Wait until then and run it again; a GitHub App has a limit of its own.',
  },
  GITHUB_FAILED: {
    exit: 2,
    message: (what) => `GitHub failed: ${what}`,
    hint: 'Look at githubstatus.com, then try again.',
  },
  GITHUB_RESPONSE_INVALID: {
    exit: 2,
    message: (what) => `the answer is not GitHub's: ${what}`,
    hint: 'Check that GITHUB_API_URL is the address of the API (GitHub Enterprise Server: https://<host>/api/v3), with no proxy page before it.',
  },
  DATABASE_UNUSABLE: {
    exit: 2,
    message: (which) => `the broker's database cannot be used: ${which}`,
    hint: "Check that it is a broker's own database and can be read and written, or give another with --database.",
  },
  DATABASE_MISSING: {
    exit: 2,
    message: (file) => `there is no file ${file}`,
    hint: `Check the path; ${command('broker:backup')} and ${command('broker:copy')} make such a file.`,
  },
  DATABASE_FOREIGN: {
    exit: 2,
    message: (file) => `this is no broker's database: ${file}`,
    hint: `Give a SQLite file of the embedded broker; ${command('broker:copy', { to: '<file>' })} makes one from any broker.`,
  },
  DATABASE_NEWER: {
    exit: 2,
    message: (file) => `a newer version of this project has written ${file}`,
    hint: 'Use that version, or a newer one.',
  },
  DATABASE_OLDER: {
    exit: 2,
    message: (which) => `an older version of this project has written ${which}`,
    hint: 'Start the broker of this version on it once, which brings it up to date, or give the URL of the broker that runs on it.',
  },
  DATABASE_DAMAGED: {
    exit: 2,
    message: (file) => `the file is damaged: ${file}`,
    hint: 'Take another copy of the broker; this one cannot be trusted.',
  },
  COPY_TOO_OLD: {
    exit: 2,
    message: (what) => `the copy is too old to ask: ${what}`,
    hint: `Make a new one (${command('broker:backup')} or ${command('broker:copy')}), or give a longer --max-age.`,
  },
  COPY_INCOMPLETE: {
    exit: 2,
    message: (file) => `${file} is a copy that was cut off or could not carry everything`,
    hint: `Run the same ${command('broker:copy')} again until it ends with 0; it goes on where it stopped.`,
  },
  BACKUP_EXISTS: {
    exit: 2,
    message: (file) => `there is a file ${file} already`,
    hint: 'Give another --to, or --overwrite to put the backup in its place.',
  },
  BACKUP_UNSUPPORTED: {
    exit: 2,
    message: (database) => `${database} is not backed up by this command, which copies SQLite files`,
    hint: `Use pg_dump for PostgreSQL. For a SQLite file with the same answers: ${command('broker:copy', { from: '<database>', to: 'copy.sqlite' })}.`,
  },
  WEBHOOKS_WOULD_FIRE: {
    exit: 2,
    message: (where) => `${where} has enabled webhooks, which would be called for everything that is copied`,
    hint: 'Disable them for the time of the copy, or give --let-webhooks-fire.',
  },
  PORT_IN_USE: {
    exit: 2,
    message: (address) => `another program listens on ${address} already`,
    hint: 'Stop that program, or give another --port (0 takes any free one).',
  },
  ADDRESS_UNUSABLE: {
    exit: 2,
    message: (address) => `the broker cannot listen on ${address}`,
    hint: 'Check --host and --port; ports below 1024 often need more rights.',
  },
  UNAUTHENTICATED_LISTENER: {
    exit: 2,
    message: (host) =>
      `listening on ${host} without credentials would let everyone who reaches it change what may be released`,
    hint: 'Set PACT_BROKER_BASIC_AUTH_USERNAME and PACT_BROKER_BASIC_AUTH_PASSWORD (or PACT_BROKER_WRITE_TOKENS), or give --allow-anonymous.',
  },
  DEMO_FAILED: {
    exit: 1,
    message: (what) => `the story went otherwise than it should: ${what}`,
    hint: 'Something in this checkout is broken: npm run check says what.',
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
  return url.replace(/\/\/[^/\s]*@/, '//').replace(/(\bpassword=)[^&\s]*/gi, '$1********');
}
