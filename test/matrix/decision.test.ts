import { type DecisionInput, decide } from '../../src/matrix/decision.ts';
import { describeReason as inWords } from '../../src/matrix/reason.ts';
import { resolveSelector } from '../../src/matrix/resolve.ts';
import { splitIgnored } from '../../src/matrix/row.ts';
import type { Criteria } from '../../src/matrix/selector.ts';
import { facts, integration, resolved, row } from './story.ts';

const inProd = (name: string, version: number | 'none', more = {}) =>
  resolved(name, version, { environment: 'prod' }, { type: 'inferred', ...more });
const pipeline = resolved('pipeline', 3, { version: '3' });
const core = resolved('core', 11, { version: '11' });
const unknownPacticipant = (name: string, criteria: Criteria) =>
  resolveSelector({ pacticipant: name, ...criteria }, 'ignored', undefined, [], []);
const needsCore = integration('pipeline', 'core', true);

/** Title, input, rows of the matrix, decision, reasons. */
const cases: [string, Partial<DecisionInput>, string[], boolean | null, string[]][] = [
  [
    'every pact verified',
    { specified: [pipeline], inferred: [inProd('core', 11)], integrations: [needsCore] },
    ['pipeline 3 → core 11 ✔'],
    true,
    ['All required verification results are published and successful'],
  ],
  [
    'a failed result',
    { specified: [pipeline], inferred: [inProd('core', 11)], integrations: [needsCore] },
    ['pipeline 3 → core 11 ✘'],
    false,
    [
      'The verification for the pact between version 3 of pipeline and the version of core currently in prod (11) failed',
    ],
  ],
  [
    'no result yet',
    { specified: [pipeline], inferred: [inProd('core', 11)], integrations: [needsCore] },
    ['pipeline 3 → core ?'],
    null,
    ['There is no verified pact between version 3 of pipeline and the version of core currently in prod (11)'],
  ],
  [
    'a consumer whose provider is not deployed',
    { specified: [pipeline], inferred: [inProd('core', 'none')], integrations: [needsCore] },
    ['pipeline 3 → core ?'],
    null,
    [
      'There is no verified pact between version 3 of pipeline and a version of core currently in prod ' +
        '(no version is currently recorded as deployed/released in this environment)',
    ],
  ],
  [
    'a provider whose consumers are not deployed',
    {
      specified: [core],
      inferred: [inProd('pipeline', 'none')],
      integrations: [integration('pipeline', 'core', false)],
    },
    [],
    true,
    ['There are no missing dependencies'],
  ],
  [
    'an older deployed version fails, a newer one passes',
    {
      specified: [core],
      inferred: [inProd('pipeline', 2, { oneOfMany: true }), inProd('pipeline', 3, { oneOfMany: true })],
      integrations: [integration('pipeline', 'core', false)],
    },
    ['pipeline 3 → core 11 ✔', 'pipeline 2 → core 11 ✘'],
    false,
    [
      'The verification for the pact between one of the versions of pipeline currently in prod (2) and version 11 of core failed',
    ],
  ],
  [
    'one failed, one missing: the decision is unknown, with both reasons',
    {
      specified: [core],
      inferred: [inProd('pipeline', 1, { oneOfMany: true }), inProd('pipeline', 3, { oneOfMany: true })],
      integrations: [integration('pipeline', 'core', false)],
    },
    ['pipeline 3 → core 11 ✘', 'pipeline 1 → core ?'],
    null,
    [
      'The verification for the pact between one of the versions of pipeline currently in prod (3) and version 11 of core failed',
      'There is no verified pact between one of the versions of pipeline currently in prod (1) and version 11 of core',
    ],
  ],
  [
    'a required integration without any row',
    { specified: [pipeline], inferred: [inProd('core', 11)], integrations: [needsCore] },
    [],
    null,
    ['There is no verified pact between version 3 of pipeline and the version of core currently in prod (11)'],
  ],
  [
    'a version that does not exist: no, and no other reason is given',
    { specified: [resolved('pipeline', 'none', { version: '99' })], integrations: [needsCore] },
    ['pipeline 3 → core ?'],
    false,
    ['No pacts or verifications have been published for version 99 of pipeline'],
  ],
  [
    'one selector without a target adds a warning',
    {
      target: { latest: true },
      specified: [pipeline],
      inferred: [resolved('core', 11, { latest: true }, { type: 'inferred' })],
    },
    ['pipeline 3 → core 11 ✔'],
    true,
    [
      'WARN: It is recommended to specify the environment into which you are deploying. Without the environment, this result will not be reliable.',
      'All required verification results are published and successful',
    ],
  ],
  [
    'a branch in place of a version number adds a warning',
    { specified: [resolved('pipeline', 3, { branch: 'main', latest: true })], inferred: [inProd('core', 11)] },
    ['pipeline 3 → core 11 ✔'],
    true,
    [
      'WARN: It is recommended to specify the version number (rather than the tag or branch) of the pacticipant you wish to deploy to avoid race conditions. Without a version number, this result will not be reliable.',
      'All required verification results are published and successful',
    ],
  ],
  [
    'the only provider ignored',
    {
      specified: [pipeline],
      inferred: [inProd('core', 11, { ignored: true })],
      ignore: [resolved('core', 'any', {}, { type: 'ignored' })],
      integrations: [needsCore],
    },
    ['pipeline 3 → core ?'],
    true,
    ['There are no missing dependencies'],
  ],
  [
    'ignoring a version that is not deployed has no effect',
    {
      specified: [pipeline],
      inferred: [inProd('core', 11)],
      ignore: [resolved('core', 12, { version: '12' }, { type: 'ignored' })],
      integrations: [needsCore],
    },
    ['pipeline 3 → core 11 ✘'],
    false,
    [
      'The verification for the pact between version 3 of pipeline and the version of core currently in prod (11) failed',
    ],
  ],
  [
    'a selector that ignores nothing is a warning',
    {
      specified: [pipeline],
      inferred: [inProd('core', 11)],
      ignore: [...unknownPacticipant('zed', {}), ...unknownPacticipant('zed', { latest: true, tag: 'dev' })],
      integrations: [needsCore],
    },
    ['pipeline 3 → core 11 ✔'],
    true,
    [
      'WARN: Cannot ignore any version of zed (no such pacticipant exists)',
      'WARN: Cannot ignore any version of zed (no such pacticipant exists)',
      'All required verification results are published and successful',
    ],
  ],
  [
    'the reason for a row that no selector names has the versions of that row',
    { specified: [pipeline], target: {} },
    ['pipeline 3 → core 12 ✘', 'pipeline 3 → core 11 ✔'],
    false,
    [
      'WARN: It is recommended to specify the environment into which you are deploying. Without the environment, this result will not be reliable.',
      'The verification for the pact between version 3 of pipeline and version 12 of core failed',
    ],
  ],
];

test.each(cases)('%s', (_, question, lines, deployable, reasons) => {
  const split = splitIgnored(lines.map(row), question.ignore ?? []);
  const decision = decide(facts({ ...question, ...split }));
  expect({ deployable: decision.deployable, reasons: decision.reasons.map(inWords) }).toEqual({ deployable, reasons });
});

test('counts: required pairs without a row are unknown, ignored rows are counted only when something is to be ignored', () => {
  const ignore = [resolved('core', 11, { version: '11' }, { type: 'ignored' })];
  const rows = ['pipeline 3 → core 11 ✔', 'pipeline 3 → core 12 ✘', 'store 4 → core ?'].map(row);
  const given = { specified: [pipeline], integrations: [integration('pipeline', 'bus', true)] };
  expect(decide(facts({ ...given, considered: rows })).counts).toEqual({ success: 1, failed: 1, unknown: 2 });
  expect(decide(facts({ ...given, ignore, ...splitIgnored(rows, ignore) })).counts).toEqual({
    success: 0,
    failed: 1,
    unknown: 2,
    ignored: 1,
  });
});
