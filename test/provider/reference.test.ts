import { states } from '../../src/contracts/interactions.ts';
import { referenceCore } from '../../src/provider/reference.ts';

const soft = { message: 'FeedbackEvent', states: [{ name: states.backpressure, params: { level: 'soft' } }] } as const;

test("the reference writes core's fields in core's order, a float with its point", async () => {
  const adjustment = { name: states.adjustment, params: { reason: 'ok', scale: 1 } };
  expect(await referenceCore().writeMessage(soft)).toBe(
    '{"coordinator_id":"bars_coordinator_1","queue_size":850,"capacity":1000,"level":"soft","source":"store","ts":1760000000.25}',
  );
  expect(await referenceCore().writeMessage({ message: 'RateAdjustment', states: [adjustment] })).toBe(
    '{"provider":"ibkr","scale":1.0,"reason":"ok","ts":1760000000.25}',
  );
});

test("a state that does not name the source gets core's default", async () => {
  const given = [
    { name: states.backpressure, params: { source: 'elsewhere' } },
    { name: states.defaultSource, params: { level: 'ok' } },
  ];
  expect(JSON.parse(await referenceCore().writeMessage({ message: 'FeedbackEvent', states: given })).source).toBe(
    'store',
  );
});

test('a variant writes a level under another word, under a version of its own', async () => {
  const core = referenceCore({ version: '1.2.0-reference', levels: { soft: 'slow' } });
  expect(JSON.parse(await core.writeMessage(soft)).level).toBe('slow');
  expect((await core.describe()).version).toBe('1.2.0-reference');
});

test('a version of the reference always says so', async () => {
  expect((await referenceCore().describe()).version).toBe('1.1.0-reference');
  expect((await referenceCore({ version: '2.0.0' }).describe()).version).toBe('2.0.0-reference');
});

test('what core 1.1.0 refuses, the reference refuses', async () => {
  const states = [{ name: 'a coordinator reports backpressure', params: { level: 'full', queue_size: -1 } }];
  await expect(referenceCore().writeMessage({ message: 'FeedbackEvent', states })).rejects.toMatchObject({
    code: 'CORE_VALUE_REFUSED',
    details: [
      { subject: 'FeedbackEvent.queue_size', given: '-1' },
      { subject: 'FeedbackEvent.level', given: '"full"' },
    ],
  });
});
