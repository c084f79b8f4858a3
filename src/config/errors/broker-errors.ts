import { command, commandStart } from '../../text/command.ts';
import type { ErrorEntries } from './entry.ts';

/** Requests to a Pact Broker, the embedded broker as a server, its database, copies and backups. */
export const brokerErrors = {
  BROKER_UNREACHABLE: {
    exit: 2,
    message: (url) => `the Pact Broker at ${url} cannot be reached`,
    hint: `Check PACT_BROKER_BASE_URL and that the broker is running (${command('broker')} starts one).`,
  },
  BROKER_UNAUTHORIZED: {
    exit: 2,
    message: (url) => `the Pact Broker at ${url} requires credentials, and none were sent`,
    hint: 'Set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD.',
  },
  BROKER_CREDENTIALS_REJECTED: {
    exit: 2,
    message: (url) => `the Pact Broker at ${url} does not accept the credentials that were sent`,
    hint: 'Check PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD: a typing error, a token that has expired or is of another broker, or, for a change, credentials that may only read.',
  },
  BROKER_FORBIDDEN: {
    exit: 2,
    message: (url) =>
      `the Pact Broker at ${url} accepts the credentials that were sent, but they lack the right to do this`,
    hint: 'Use credentials that may write: in PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD. The administrator of the broker can create them.',
  },
  BROKER_NOT_HAL: {
    exit: 2,
    message: (url) => `the response from ${url} is not from a Pact Broker`,
    hint: 'Check that PACT_BROKER_BASE_URL is the address of a Pact Broker, with its path if it has one.',
  },
  BROKER_CONTRADICTION: {
    exit: 2,
    message: (what) => `the response of the Pact Broker contradicts itself: ${what}`,
    hint: "Ask the broker directly, without a proxy; if it persists, report it to the broker's operator.",
  },
  BROKER_OUTDATED: {
    exit: 2,
    message: (what) => `the response of the Pact Broker is outdated, it was held by a cache: ${what}`,
    hint: 'Let the proxy in front of the broker not cache its responses.',
  },
  BROKER_NOT_CONFIGURED: {
    exit: 2,
    message: (why) => `no Pact Broker is configured: ${why}`,
    hint: `Set PACT_BROKER_BASE_URL to the address of a broker, or PACT_BROKER_DATABASE_URL to the database of an embedded one (${command('broker')} starts one).`,
  },
  BROKER_FAILED: {
    exit: 2,
    message: (what) => `the Pact Broker failed: ${what}`,
    hint: "Try again; if it persists, read the broker's log.",
  },
  BROKER_REFUSED: {
    exit: 1,
    message: (what) => `the Pact Broker refused the request: ${what}`,
    hint: 'Correct what the message names, then try again.',
  },
  NOT_FOUND: {
    exit: 1,
    message: (what) => `the Pact Broker does not know ${what}`,
    hint: 'Check the spelling, and that it has been published to this broker.',
  },
  NOT_DEPLOYED: {
    exit: 1,
    message: (what) => `the Pact Broker has no record of ${what}`,
    hint: "The environment's page at the broker lists what is deployed and released there. A deployment of an instance is named by --application-instance.",
  },
  UNKNOWN_ENVIRONMENT: {
    exit: 1,
    message: (name) => `no environment is called ${name}`,
    hint: `Check the spelling, or create it: ${commandStart('environments')} create, or --create-environment of record-deployment and record-release.`,
  },
  ENVIRONMENT_EXISTS: {
    exit: 1,
    message: (name) => `there is already an environment called ${name}`,
    hint: `List the environments: ${command('environments')}. Change one: ${commandStart('environments')} update.`,
  },
  ENVIRONMENT_IN_USE: {
    exit: 1,
    message: (what) => `the environment is in use: ${what}`,
    hint: 'Its deployments and releases would be deleted with it. Record their end first, or give --force.',
  },
  PORT_IN_USE: {
    exit: 2,
    message: (address) => `another program already listens on ${address}`,
    hint: 'Stop that program, or give another --port (0 chooses a free one).',
  },
  ADDRESS_UNUSABLE: {
    exit: 2,
    message: (address) => `the broker cannot listen on ${address}`,
    hint: 'Check --host and --port; ports below 1024 often need more permissions.',
  },
  UNAUTHENTICATED_LISTENER: {
    exit: 2,
    message: (host) =>
      `listening on ${host} without credentials would let everyone who reaches it change what may be released`,
    hint: 'Set PACT_BROKER_BASIC_AUTH_USERNAME and PACT_BROKER_BASIC_AUTH_PASSWORD (or PACT_BROKER_WRITE_TOKENS), or give --allow-anonymous.',
  },
  DATABASE_UNUSABLE: {
    exit: 2,
    message: (which) => `the broker's database cannot be used: ${which}`,
    hint: "Check that it is a broker's own database and can be read and written, or give another with --database.",
  },
  DATABASE_MISSING: {
    exit: 2,
    message: (file) => `the file does not exist: ${file}`,
    hint: `Check the path; ${command('broker:backup')} and ${command('broker:copy')} create such a file.`,
  },
  DATABASE_NOT_A_BROKER: {
    exit: 2,
    message: (file) => `not a database of a broker: ${file}`,
    hint: `Give a SQLite file of the embedded broker; ${command('broker:copy', { to: '<file>' })} creates one from any broker.`,
  },
  DATABASE_NEWER: {
    exit: 2,
    message: (file) => `${file} was written by a newer version of this project`,
    hint: 'Use that version, or a newer one.',
  },
  DATABASE_OLDER: {
    exit: 2,
    message: (which) => `${which} was written by an older version of this project`,
    hint: 'Start the broker of this version on it once, which migrates it, or give the URL of the broker that uses it.',
  },
  DATABASE_DAMAGED: {
    exit: 2,
    message: (file) => `the file is damaged: ${file}`,
    hint: 'Use another copy of the broker.',
  },
  COPY_TOO_OLD: {
    exit: 2,
    message: (what) => `the copy is older than --max-age: ${what}`,
    hint: `Make a new one (${command('broker:backup')} or ${command('broker:copy')}), or give a longer --max-age.`,
  },
  COPY_FROM_FUTURE: {
    exit: 2,
    message: (what) => `the age of the copy is unknown, because a time stamp is later than now: ${what}`,
    hint: `Check the clocks of this machine and of the broker's, then make a new copy (${command('broker:backup')} or ${command('broker:copy')}).`,
  },
  COPY_INCOMPLETE: {
    exit: 2,
    message: (file) => `${file} is an incomplete copy: it was interrupted, or not everything could be copied`,
    hint: `Run the same ${command('broker:copy')} again until it ends with 0; it continues where it stopped.`,
  },
  BACKUP_EXISTS: {
    exit: 2,
    message: (file) => `the file already exists: ${file}`,
    hint: 'Give another --to, or --overwrite to replace it.',
  },
  BACKUP_UNSUPPORTED: {
    exit: 2,
    message: (database) => `${database} cannot be backed up by this command, which copies SQLite files`,
    hint: `Use pg_dump for PostgreSQL. For a SQLite file with the same data: ${command('broker:copy', { from: '<database>', to: 'copy.sqlite' })}.`,
  },
  WEBHOOKS_WOULD_FIRE: {
    exit: 2,
    message: (broker) => `${broker} has enabled webhooks, which would be executed for everything that is copied`,
    hint: 'Disable them during the copy, or give --let-webhooks-fire.',
  },
} as const satisfies ErrorEntries;
