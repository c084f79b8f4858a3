import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiCheckName } from '../../src/contracts/api-checks.ts';
import { pythonCore } from '../../src/provider/python.ts';
import { referenceCore } from '../../src/provider/reference.ts';
import { makeStandIn, type StandIn } from '../stand-in-core/variants.ts';
import { describeWithPython, python } from '../support/python.ts';
import { failedChecks, testCore } from './ten-checks.ts';

const folder = mkdtempSync(join(tmpdir(), 'core-api-'));
afterAll(() => rmSync(folder, { recursive: true }));

const standIn = (variant: StandIn) =>
  pythonCore({ interpreter: python, env: { ...process.env, PYTHONPATH: makeStandIn(variant, folder) } });

describe('the reference model of core', () => testCore(() => referenceCore()));

describeWithPython('the stand-in for core', () => {
  const core = standIn('1.1.0');
  afterAll(() => core.close());
  testCore(() => core);
});

describeWithPython('a core with another API', () => {
  const imports = 'core_version_imports';
  test.each<[StandIn, ...ApiCheckName[]]>([
    ['lacks RateController', imports, 'protocols_conformance_smoke', 'rate_controller_signature'],
    ['lacks FeedbackPublisher', imports, 'protocols_conformance_smoke', 'feedback_publisher_signature'],
    ['renames apply', 'protocols_conformance_smoke', 'rate_controller_signature'],
    ['needs a second argument of apply', 'rate_controller_signature'],
    ['takes the adjustment by name only', 'rate_controller_signature'],
    ['lets apply return whether it did', 'rate_controller_signature'],
    ['lets apply take a deadline'],
    ['has a sync publish', 'feedback_publisher_signature'],
    ['asks for a second method of a RateController', 'protocols_conformance_smoke'],
    ['has a protocol that isinstance refuses', 'protocols_conformance_smoke'],
    ['names its levels in capitals', imports, 'level_to_scale_mapping'],
    ['adds a level', imports],
    [
      'makes FeedbackEvent a plain class',
      imports,
      'feedback_event_required_fields',
      'feedback_event_roundtrip_and_transform',
    ],
    ['needs the source', 'feedback_event_required_fields'],
    ['rounds ts when it reads', 'feedback_event_roundtrip_and_transform'],
    ['drops source', 'feedback_event_required_fields'],
    [
      'lacks RateAdjustment',
      imports,
      'feedback_event_roundtrip_and_transform',
      'level_to_scale_mapping',
      'rate_adjustment_required_fields',
    ],
  ])('a core that %s fails just the checks that ask for it', async (variant, ...checks) => {
    const core = standIn(variant);
    const failed = await failedChecks(core).finally(() => core.close());
    expect(failed.sort()).toEqual([...checks].sort());
  });

  test('a core that forbids unknown fields rejects them', async () => {
    const core = standIn('forbids unknown fields');
    const states = [{ name: 'core reads what another component wrote', params: { reason: 'full' } }];
    const reading = core.writeMessage({ message: 'FeedbackEvent', states }).finally(() => core.close());
    await expect(reading).rejects.toMatchObject({
      code: 'CORE_VALUE_REFUSED',
      details: [{ subject: 'FeedbackEvent.reason', given: '"full"' }],
    });
  });
});
