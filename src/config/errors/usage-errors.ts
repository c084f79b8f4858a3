import { command } from '../../text/command.ts';
import type { ErrorEntries } from './entry.ts';

/** What a consumer uses of a provider's Python API: reading, contract, verification. */
export const usageErrors = {
  RELEASES_UNKNOWN: {
    exit: 2,
    message: (what) => `the releases or requirements of a distribution could not be read: ${what}`,
    hint: 'Check the network, and the index that PIP_INDEX_URL or UV_DEFAULT_INDEX names.',
  },
  NO_ALLOWED_RELEASE: {
    exit: 2,
    message: (what) => `no published release is allowed: ${what}`,
    hint: 'Name a release of the provider with --with.',
  },
  NO_MATCHING_RELEASE: {
    exit: 2,
    message: (what) => `no release or tag matches: ${what}`,
    hint: 'Check --releases and --tags. --pre-releases and --yanked add what is left out without them.',
  },
  CONSUMERS_UNREADABLE: {
    exit: 2,
    message: (what) => `the list of consumers cannot be read: ${what}`,
    hint: `Write it where the Pact Broker is configured: ${command('consumers:check', { list: '<file>' })}.`,
  },
  CONSUMERS_REFUSED: {
    exit: 2,
    message: (what) => `the list of consumers is refused: ${what}`,
    hint: 'Correct --consumer, the file of targets or the list; a name that comes from the Pact Broker is corrected there.',
  },
  USAGE_EMPTY: {
    exit: 2,
    message: (what) => `there is nothing to write into a pact: ${what}`,
    hint: 'Check the names: the first is the consumer, whose code is read, the second the provider, whose names it uses.',
  },
  USAGE_NOT_JUDGEABLE: {
    exit: 2,
    message: (what) => `the release that types are read from answers nothing: ${what}`,
    hint: 'Read types from another release with --with, or use a Python that this release supports.',
  },
  USAGE_UNDETERMINED: {
    exit: 2,
    message: (what) => `it cannot be determined whether the provider fits:${what}`,
    hint: 'What the provider computes at run time is not known without running it. Read the usage again with this release (pact:usage --with), or correct what a reason names.',
  },
  USAGE_ORIGIN_REFUSED: {
    exit: 1,
    message: (what) => `a pact is published only for the code that it was read from: ${what}`,
    hint: `Read it from that version: ${command('pact:usage', { consumer: '<name>==<release>', provider: '<name>' })}; a folder needs a commit without changes.`,
  },
  EXCEPTION_UNREADABLE: {
    exit: 2,
    message: (what) => `a file of exceptions cannot be read: ${what}`,
    hint: 'Correct it, or remove it and accept the findings again with --accept-findings.',
  },
} as const satisfies ErrorEntries;
