import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { release, useEnvironment, whenIndexIsReachable } from '../support/python-environments.ts';
import { type CoreChange, changedCore, runContractTests } from './contract-tests.ts';

const core = release('market-data-core', '1.4.61');
const pytest = release('pytest', '8.4.2');

const folder = mkdtempSync(join(tmpdir(), 'contract-tests-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const messages = 'telemetry/backpressure.py';
const conformance = 'test_protocol_conformance.py::';
const withPipeline = [
  'test_feedback_flow.py::test_feedback_event_roundtrip_and_transform',
  'test_feedback_flow.py::test_level_to_scale_mapping[ok-1.0]',
  'test_feedback_flow.py::test_level_to_scale_mapping[soft-0.7]',
  'test_feedback_flow.py::test_level_to_scale_mapping[hard-0.0]',
];
const withCoreAlone = [
  'test_core_install.py::test_core_version_imports',
  `${conformance}test_protocols_conformance_smoke`,
  `${conformance}test_rate_controller_signature`,
  `${conformance}test_feedback_publisher_signature`,
  `${conformance}test_feedback_event_required_fields`,
  `${conformance}test_rate_adjustment_required_fields`,
];

/** Changes of core, each with a test that fails because of it. */
const breakages: readonly (readonly [what: string, change: CoreChange, failing: string])[] = [
  [
    'RateController.apply renamed',
    { file: 'protocols.py', find: 'def apply(self, adj)', replace: 'def apply_rate(self, adj)' },
    `${conformance}test_protocols_conformance_smoke`,
  ],
  [
    'RateController.apply with a second required argument',
    { file: 'protocols.py', find: 'def apply(self, adj)', replace: 'def apply(self, adj, at)' },
    `${conformance}test_rate_controller_signature`,
  ],
  [
    'FeedbackPublisher.publish no longer async',
    { file: 'protocols.py', find: 'async def publish(self, event)', replace: 'def publish(self, event)' },
    `${conformance}test_feedback_publisher_signature`,
  ],
  [
    'FeedbackEvent.queue_size renamed',
    { file: messages, find: 'queue_size: int', replace: 'queue_length: int' },
    `${conformance}test_feedback_event_required_fields`,
  ],
  [
    'a new required field of FeedbackEvent',
    { file: messages, find: '    capacity: int', replace: '    shard: int\n    capacity: int' },
    `${conformance}test_feedback_event_required_fields`,
  ],
  [
    'RateAdjustment.provider optional',
    { file: messages, find: 'provider: str = Field(...', replace: 'provider: str = Field("ibkr"' },
    `${conformance}test_rate_adjustment_required_fields`,
  ],
  [
    'RateAdjustment.scale limited to 0.5',
    { file: messages, find: 'le=1.0', replace: 'le=0.5' },
    'test_feedback_flow.py::test_level_to_scale_mapping[soft-0.7]',
  ],
  [
    'another value of BackpressureLevel.soft',
    { file: messages, find: 'soft = "soft"', replace: 'soft = "throttle"' },
    'test_core_install.py::test_core_version_imports',
  ],
  [
    'FeedbackEvent with unknown fields forbidden',
    { file: messages, find: '        frozen = True', replace: '        frozen = True\n        extra = "forbid"' },
    'test_feedback_flow.py::test_feedback_event_roundtrip_and_transform',
  ],
];

whenIndexIsReachable('the Python contract tests with the published pipeline and core', () => {
  const environment = useEnvironment([release('market-data-pipeline', '0.8.70'), core, pytest]);

  test('exactly ten tests run, and all pass', () => {
    const { exitCode, outcomes, output } = runContractTests(environment().interpreter, folder);
    const expected = [...withPipeline, ...withCoreAlone].map((name) => [name, 'PASSED']);
    expect([exitCode, Object.fromEntries(outcomes), output]).toEqual([
      0,
      Object.fromEntries(expected),
      expect.stringContaining('10 passed'),
    ]);
  });

  test.each(breakages)('%s fails a test', (_, change, failing) => {
    const { interpreter } = environment();
    const { exitCode, outcomes } = runContractTests(interpreter, folder, changedCore(interpreter, folder, change));
    expect([exitCode, outcomes.get(failing)]).toEqual([1, 'FAILED']);
  });

  test('a core without RateController fails the import of the tests', () => {
    const { interpreter } = environment();
    const change = { file: 'protocols.py', find: 'class RateController(', replace: 'class RateLimiter(' };
    const { exitCode, output } = runContractTests(interpreter, folder, changedCore(interpreter, folder, change));
    expect([exitCode, output]).toEqual([2, expect.stringMatching(/cannot import name 'RateController'/)]);
  });
});

whenIndexIsReachable('the Python contract tests without the pipeline', () => {
  const environment = useEnvironment([core, pytest]);

  test('tests that need the pipeline are skipped with the reason', () => {
    const { exitCode, outcomes, output } = runContractTests(environment().interpreter, folder);
    const passed = withCoreAlone.map((name) => [name, 'PASSED']);
    const skipped = withPipeline.map((name) => [name, 'SKIPPED']);
    expect([exitCode, Object.fromEntries(outcomes)]).toEqual([0, Object.fromEntries([...passed, ...skipped])]);
    expect(output).toContain('market_data_pipeline is not installed');
  });
});
