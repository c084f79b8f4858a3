import type { CommandName } from '../text/command.ts';
import type { RunCommand } from './support/run-command.ts';

export interface CommandEntry {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}

/** Every command. Only the one that runs is loaded. */
export const commands: Readonly<Record<CommandName, CommandEntry>> = {
  broker: {
    summary: 'run the embedded Pact Broker',
    load: () => import('./broker.ts'),
  },
  'broker:backup': {
    summary: 'back up the SQLite database of an embedded broker',
    load: () => import('./broker-backup.ts'),
  },
  'broker:clean': {
    summary: 'delete from a broker what is no longer needed',
    load: () => import('./broker-clean.ts'),
  },
  'broker:copy': {
    summary: 'copy everything from one broker to another',
    load: () => import('./broker-copy.ts'),
  },
  'can-i-deploy': {
    summary: 'ask whether a version may be deployed to an environment',
    load: () => import('./can-i-deploy.ts'),
  },
  'can-i-merge': {
    summary: 'ask whether a version is compatible with the main branches',
    load: () => import('./can-i-merge.ts'),
  },
  completion: {
    summary: 'print a script that completes commands and options in bash, zsh or fish',
    load: async () => ({ run: (await import('./completion.ts')).completionOf(commands) }),
  },
  'consumers:check': {
    summary: 'check a version of a provider against every known consumer, also those without a pact',
    load: () => import('./consumers-check.ts'),
  },
  environments: {
    summary: 'list, create, update and delete environments',
    load: () => import('./environments.ts'),
  },
  fanout: {
    summary: 'start the contract workflows of the downstream repositories',
    load: () => import('./fanout.ts'),
  },
  impact: {
    summary: 'list who relies on which field, and what a schema would break',
    load: () => import('./impact.ts'),
  },
  'missing-results': {
    summary: 'list the pairs of versions without a verification result',
    load: () => import('./missing-results.ts'),
  },
  'pact:check': {
    summary: 'check that the committed pacts are what the consumer tests write',
    load: () => import('./pact-check.ts'),
  },
  'pact:history': {
    summary: 'verify every published release of a provider against the pacts in force',
    load: () => import('./pact-history.ts'),
  },
  'pact:publish': {
    summary: 'publish pacts to the Pact Broker',
    load: () => import('./pact-publish.ts'),
  },
  'pact:usage': {
    summary: 'read what a consumer uses of a provider into their pact',
    load: () => import('./pact-usage.ts'),
  },
  'pact:verify': {
    summary: 'verify market-data-core against the pacts of its consumers',
    load: () => import('./pact-verify.ts'),
  },
  'provider:answers': {
    summary: "write a provider's answers to the pacts into a file, without any secret",
    load: () => import('./provider-answers.ts'),
  },
  'python:clean': {
    summary: 'delete Python environments that were not used for some time',
    load: () => import('./python-clean.ts'),
  },
  'record-deployment': {
    summary: 'record that a version is deployed to an environment',
    load: () => import('./record-deployment.ts'),
  },
  'record-release': {
    summary: 'record that a version is released to an environment',
    load: () => import('./record-release.ts'),
  },
  'record-support-ended': {
    summary: 'record that a released version is no longer supported',
    load: () => import('./record-support-ended.ts'),
  },
  'record-undeployment': {
    summary: 'record that an application is no longer deployed to an environment',
    load: () => import('./record-undeployment.ts'),
  },
  'test:pact': {
    summary: 'run the contract tests of the pipeline, which write its pacts',
    load: () => import('./test-pact.ts'),
  },
  'token:check': {
    summary: 'check the token of the fan-out',
    load: () => import('./token-check.ts'),
  },
};
