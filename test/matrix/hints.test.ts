import { localCommands } from '../../src/gate/local-commands.ts';
import { parseVerdict } from '../../src/gate/verdict.ts';
import { causeOf, hintFor, parseReason } from '../../src/matrix/hints.ts';
import { describeReason, type Reason } from '../../src/matrix/reason.ts';
import type { ResolvedSelector, Selector } from '../../src/matrix/selector.ts';
import { splitCommand } from '../../src/text/command.ts';
import { answer, row } from '../gate/support/answer.ts';

const question = { pacticipant: 'market-data-core', version: '2.0.0', to: { environment: 'production' } };

const hint = (text: string, { pacticipant }: { pacticipant: string }, rows: ReturnType<typeof parseVerdict>['rows']) =>
  hintFor(parseReason(text), { pacticipant, rows, local: localCommands });

/** The official broker's words, and what to do. */
test.each([
  [
    'There is no verified pact between version 3 of market_data_pipeline and a version of market-data-core currently in production (no version is currently recorded as deployed/released in this environment)',
    "npm run record-deployment -- --pacticipant market-data-core --version '<version>' --environment production",
  ],
  [
    'There is no verified pact between the version of market_data_pipeline currently in production (3) and version 2.0.0 of market-data-core',
    'Verify it: npm run pact:verify -- --again 2.0.0',
  ],
  [
    'There is no verified pact between version 3 of market_data_pipeline and the version of market-data-core currently in production (1.1.0)',
    'Verify it: npm run pact:verify -- --again 1.1.0',
  ],
  [
    'There is no verified pact between version 3 of market_data_pipeline and one of the versions of market-data-core currently in production (1.0.0)',
    'Verify it: npm run pact:verify -- --again 1.0.0',
  ],
  [
    'There is no verified pact between version 3 of market_data_pipeline and the latest version of market-data-core with tag prod (1.1.0)',
    'Verify it: npm run pact:verify -- --again 1.1.0',
  ],
  [
    'There is no verified pact between version 3 of market_data_pipeline and the latest version of market-data-core with tag prod (no such version exists)',
    "npm run pact:verify -- --core-ref '<release, tag, branch or SHA>'",
  ],
  [
    'There is no verified pact between version 3 of market_data_pipeline and the latest version of market-data-core (no such version exists)',
    "npm run pact:verify -- --core-ref '<release, tag, branch or SHA>'",
  ],
  [
    'There is no verified pact between version 3 of market_data_pipeline and the latest version of market-data-core from branch main (1.1.0)',
    'Verify it: npm run pact:verify -- --again 1.1.0',
  ],
  [
    'There is no verified pact between version 3 of store and the version of orchestrator currently in production (7)',
    'Let the build of orchestrator verify it and publish the result',
  ],
  [
    'No pacts or verifications have been published for version 2.0.0 of market-data-core',
    'verify it: npm run pact:verify -- --again 2.0.0',
  ],
  [
    'No pacts or verifications have been published for version 9 of market_data_pipeline',
    'its build has to publish a pact',
  ],
  [
    'No pacts or verifications have been published for version 0.8.70 of market_data_pipeline',
    'npm run test:pact -- --pipeline-ref 0.8.70 && npm run pact:publish -- --dir .cache/pacts --version 0.8.70 --branch base',
  ],
  [
    'No pacts or verifications have been published for version 9-reference of market_data_pipeline',
    'publish its pacts: npm run pact:publish -- --version 9-reference',
  ],
  [
    'No pacts or verifications have been published for version 1.1.0-reference of market-data-core',
    'npm run pact:verify -- --core reference --core-version 1.1.0-reference',
  ],
  ['No pacts or verifications have been published for version by-hand of market-data-core', 'its build has to publish'],
  ['No pacts or verifications have been published for version 9 of store', 'its build has to publish'],
  [
    'No version of market-data-core from the main branch exists',
    "record it: npx pact-broker create-or-update-pacticipant --name market-data-core --main-branch '<branch>'",
  ],
  ['No version with tag prod exists for market-data-core', 'publish or verify a version of it there first'],
  ['Pacticipant market-data-core not found', "npm run pact:verify -- --core-ref '<release, tag, branch or SHA>'"],
  ["Environment with name 'prod' does not exist", '--create-environment'],
  ['WARN: Cannot ignore any version of Zed (no such pacticipant exists)', '--ignore Zed'],
  [
    'WARN: It is recommended to specify the environment into which you are deploying. Without …',
    'Give --to-environment.',
  ],
  ['WARN: It is recommended to specify the version number (rather than the tag or branch) …', 'Give --version instead'],
  ['words of a later broker', 'Look at the matrix of market-data-core'],
])('%s', (text, next) => {
  expect(hint(text, question, [])).toContain(next);
});

test('a command is the end of its hint, so that it can be copied', () => {
  const text = 'There is no verified pact between version 3 of a and version 2.0.0 of market-data-core';
  expect(splitCommand(hint(text, question, []))[1]).toBe('npm run pact:verify -- --again 2.0.0');
});

describe('a failed verification', () => {
  const failed = (consumer: string, provider: string) =>
    `The verification for the pact between ${consumer} and ${provider} failed`;
  const rows = parseVerdict(
    question,
    answer(
      false,
      [],
      [
        row('market_data_pipeline 4', 'market-data-core 2.0.0', 'verified'),
        row('market_data_pipeline 3', 'market-data-core 2.0.0', 'failed'),
      ],
    ),
  ).rows;
  const words = failed(
    'one of the versions of market_data_pipeline currently in production (3)',
    'version 2.0.0 of market-data-core',
  );

  test('names the result to look at', () => {
    expect(hint(words, question, rows)).toContain('What failed: http://b/results/market_data_pipeline-3. ');
  });

  test('a failed provider is to keep what the consumer relies on', () => {
    expect(hint(words, question, rows)).toContain('Keep in market-data-core what market_data_pipeline relies on');
  });

  test('a failed consumer is to rely on what the provider has', () => {
    const pipeline = { ...question, pacticipant: 'market_data_pipeline', version: '3' };
    expect(hint(words, pipeline, rows)).toContain('Rely only on what market-data-core provides there');
  });

  test('names no result when no row matches', () => {
    expect(hint(failed('version 8 of a', 'version 9 of b'), question, rows)).not.toContain('What failed');
  });
});

describe('our own reasons', () => {
  const resolved = (selector: Selector, version: string | 'any' | 'none', exists = true): ResolvedSelector => ({
    selector,
    type: 'specified',
    version: version === 'any' || version === 'none' ? version : { id: 1, number: version },
    oneOfMany: false,
    ignored: false,
    ...(exists && { pacticipantId: 1 }),
  });
  const core = (criteria: Omit<Selector, 'pacticipant'>) => ({ pacticipant: 'core', ...criteria });
  const consumer = resolved({ pacticipant: 'pipeline', version: '3' }, '3');

  test.each<Reason>([
    { kind: 'version-does-not-exist', selector: resolved(core({ version: '9' }), 'none') },
    { kind: 'version-does-not-exist', selector: resolved(core({ tag: 'prod' }), 'none') },
    { kind: 'version-does-not-exist', selector: resolved(core({ mainBranch: true }), 'none') },
    { kind: 'not-verified', consumer, provider: resolved(core({ environment: 'prod' }), 'none') },
    { kind: 'not-verified', consumer, provider: resolved(core({ environment: 'prod' }), '1.0') },
    { kind: 'not-verified', consumer, provider: resolved(core({ version: '1.0' }), '1.0') },
    { kind: 'not-verified', consumer, provider: resolved(core({ version: '1.0' }), 'none') },
    { kind: 'not-verified', consumer, provider: resolved(core({ branch: 'main' }), '1.0') },
    { kind: 'not-verified', consumer, provider: resolved(core({ environment: 'prod' }), 'any', false) },
    { kind: 'verification-failed', consumer, provider: resolved(core({ tag: 'prod', latest: true }), '1.0') },
    { kind: 'cannot-ignore', selector: resolved(core({}), 'any', false) },
    { kind: 'no-environment-specified' },
    { kind: 'no-version-number-specified' },
  ])('have the cause that their text has: $kind', (reason) => {
    expect(parseReason(describeReason(reason))).toEqual(causeOf(reason));
  });
});
