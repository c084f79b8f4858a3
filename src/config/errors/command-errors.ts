import type { ErrorEntries } from './entry.ts';

/** Options, settings, and this checkout. */
export const commandErrors = {
  USAGE: { exit: 2, message: (what) => what, hint: 'Run the command with --help to see its options.' },
  CONFIG_INVALID: {
    exit: 2,
    message: (problems) => `invalid configuration:\n${problems}`,
    hint: 'Correct these variables in the environment or in .env; .env.example lists them all.',
  },
  PACKAGE_MISSING: {
    exit: 2,
    message: (which) => `requests to GitHub need a package that is not installed, ${which}`,
    hint: 'Run this npm install beside market-data-contracts, then the command again.',
  },
  NO_VERSION: {
    exit: 2,
    message: (why) => `cannot determine the version of ${why}`,
    hint: 'Give --version, or run inside a git checkout with at least one commit.',
  },
  NO_BRANCH: {
    exit: 2,
    message: (why) => `cannot determine the branch of ${why}`,
    hint: 'Give --branch, or check out a branch.',
  },
  SCHEMA_TOO_LARGE: {
    exit: 2,
    message: (origin) => `the schema is too large with its references resolved: ${origin}`,
    hint: 'Give a schema of the message alone, without definitions that refer several times to others that do so.',
  },
  SCHEMA_UNREADABLE: {
    exit: 2,
    message: (what) => `not a readable JSON Schema: ${what}`,
    hint: 'Give one JSON document without references to other files or addresses.',
  },
  DEMO_FAILED: {
    exit: 1,
    message: (what) => `the demo did not end as expected: ${what}`,
    hint: 'Run npm run check to find what is broken in this checkout.',
  },
} as const satisfies ErrorEntries;
