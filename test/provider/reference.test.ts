import { states } from '../../src/contracts/interactions.ts';
import { referenceCore } from '../../src/provider/reference.ts';

const soft = { message: 'FeedbackEvent', states: [{ name: states.backpressure, params: { level: 'soft' } }] } as const;

test("the reference model writes the fields in core's order, and floats with a decimal point", async () => {
  const adjustment = { name: states.adjustment, params: { reason: 'ok', scale: 1 } };
  expect(await referenceCore().writeMessage(soft)).toBe(
    '{"coordinator_id":"bars_coordinator_1","queue_size":850,"capacity":1000,"level":"soft","source":"store","ts":1760000000.25}',
  );
  expect(await referenceCore().writeMessage({ message: 'RateAdjustment', states: [adjustment] })).toBe(
    '{"provider":"ibkr","scale":1.0,"reason":"ok","ts":1760000000.25}',
  );
});

test("a state without a source gets core's default", async () => {
  const given = [
    { name: states.backpressure, params: { source: 'elsewhere' } },
    { name: states.defaultSource, params: { level: 'ok' } },
  ];
  expect(JSON.parse(await referenceCore().writeMessage({ message: 'FeedbackEvent', states: given })).source).toBe(
    'store',
  );
});

test('a variant writes another value for a level and has its own version', async () => {
  const core = referenceCore({ version: '1.2.0-reference', levels: { soft: 'slow' } });
  expect(JSON.parse(await core.writeMessage(soft)).level).toBe('slow');
  expect((await core.describe()).version).toBe('1.2.0-reference');
});

test('every version of the reference model ends with -reference', async () => {
  expect((await referenceCore().describe()).version).toBe('1.1.0-reference');
  expect((await referenceCore({ version: '2.0.0' }).describe()).version).toBe('2.0.0-reference');
});

test('the reference model rejects the values that core 1.1.0 rejects', async () => {
  const states = [{ name: 'a coordinator reports backpressure', params: { level: 'full', queue_size: -1 } }];
  await expect(referenceCore().writeMessage({ message: 'FeedbackEvent', states })).rejects.toMatchObject({
    code: 'CORE_VALUE_REFUSED',
    details: [
      { subject: 'FeedbackEvent.queue_size', given: '-1' },
      { subject: 'FeedbackEvent.level', given: '"full"' },
    ],
  });
});
