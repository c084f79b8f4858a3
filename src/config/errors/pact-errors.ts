import { command } from '../../text/command.ts';
import type { ErrorEntries } from './entry.ts';

/** Messages, their schemas, the pacts written from them, and the official Pact CLI that publishes them. */
export const pactErrors = {
  MESSAGE_INVALID: {
    exit: 1,
    message: (problems) => `a message does not follow its schema: ${problems}`,
    hint: 'Correct the sender, or the schema in src/contracts/ if the message is right.',
  },
  POLICY_INVALID: {
    exit: 2,
    message: (problems) => `invalid rate policy:\n${problems}`,
    hint: 'Give one scale from 0 (pause) to 1 (full rate) for each backpressure level: ok=1,soft=0.7,hard=0.',
  },
  EXAMPLE_INVALID: {
    exit: 2,
    message: (problems) => `the example of an interaction does not follow its schema:\n${problems}`,
    hint: 'Write the example as the schema parses it: every field, defaults included, and no other field.',
  },
  NOT_EXPRESSIBLE: {
    exit: 2,
    message: (what) => `Pact cannot express ${what}`,
    hint: 'Use objects, arrays, strings, numbers, booleans, enums, literals and plain patterns.',
  },
  AMBIGUOUS_CASE: {
    exit: 2,
    message: (what) => `an interaction must state which case its example shows: ${what}`,
    hint: "Write one interaction for each case, and state the case in its `cases`: { field: 'present' | 'null' | 'absent' }.",
  },
  UNKNOWN_FIELD: {
    exit: 2,
    message: (path) => `an interaction names ${path}, which is not a field of its example`,
    hint: 'Write paths like level, queue.level, items[*].level. `pinned` takes fields with a value, `cases` takes fields that can be null or absent.',
  },
  PACTS_STALE: {
    exit: 1,
    message: (differences) => `the pacts differ from what the consumer tests write:\n${differences}`,
    hint: `Run ${command('test:pact')}, review the change in pacts/, and commit it.`,
  },
  CONSUMER_TESTS_FAILED: {
    exit: 2,
    message: (output) => `the consumer tests failed, so there are no pacts to compare:\n${output}`,
    hint: `Run ${command('test:pact')} and correct what fails.`,
  },
  NO_PACTS: {
    exit: 2,
    message: (folder) => `there is no pact in ${folder}, so nothing was published`,
    hint: 'Write the pacts first, or name their folder with --dir.',
  },
  NOT_A_PACT: {
    exit: 2,
    message: (files) => `nothing was published, because not every JSON file is a pact of the consumer:\n${files}`,
    hint: 'Move these files elsewhere, or write the pacts again.',
  },
  PACT_ORIGIN_REFUSED: {
    exit: 1,
    message: (what) => `a pact is published only for the code that wrote it: ${what}`,
    hint: `Let that version write it: ${command('test:pact', { 'pipeline-ref': '<release, commit or ./folder>' })}; then publish that folder: ${command('pact:publish', { dir: '.cache/pacts', version: '<that version>' })}. Without PACT_BROKER_BASE_URL the embedded broker also accepts the reference model's.`,
  },
  CLI_MISSING: {
    exit: 2,
    message: (platform) => `the official Pact CLI is not installed for ${platform}`,
    hint: 'Run npm ci (without --omit=optional). It supports Linux, macOS and Windows on x64 and arm64.',
  },
  CLI_FAILED: {
    exit: 2,
    message: (what) => `the official Pact CLI failed: ${what}`,
    hint: 'Try again; if it persists, run the same npx pact-broker command with --log-level debug.',
  },
  PACT_CHANGED: {
    exit: 1,
    message: (what) => `this version is already published with different content: ${what}`,
    hint: 'A published version cannot change: commit the change, or give a new --version.',
  },
  PUBLISH_NOT_CONFIRMED: {
    exit: 2,
    message: (what) => `the request was reported as successful, but the Pact Broker does not show ${what}`,
    hint: 'Check that PACT_BROKER_BASE_URL is the address of the broker itself and not of a redirect, then try again.',
  },
  PACT_UNREADABLE: {
    exit: 2,
    message: (what) => `a pact cannot be read: ${what}`,
    hint: 'Check that the URL is that of a pact at the Pact Broker, or a pact file.',
  },
  NOTHING_TO_VERIFY: {
    exit: 2,
    message: (why) => `there is no pact to verify: ${why}`,
    hint: `Check the provider's name. Otherwise publish a consumer's pacts first (${command('pact:publish')}), from the consumer's main branch or one that is selected.`,
  },
  CONTRACT_BROKEN: {
    exit: 1,
    message: (report) => report,
    hint: 'Correct the provider, or change the contract and its consumers first.',
  },
  RESULT_UNKNOWN: {
    exit: 2,
    message: (report) => report,
    hint: 'Correct what makes the result unknown, and verify again: it counts neither as a success nor as a failure.',
  },
} as const satisfies ErrorEntries;
