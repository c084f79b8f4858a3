import { feedbackEventExample } from '../../src/contracts/feedback-event.ts';
import type { RateAdjustment } from '../../src/contracts/rate-adjustment.ts';
import { FeedbackHandler } from '../../src/pipeline/feedback-handler.ts';

let applied: RateAdjustment[];
const controller = { apply: async (adjustment: RateAdjustment) => void applied.push(adjustment) };
const handler = new FeedbackHandler(controller, { provider: 'ibkr' });

beforeEach(() => {
  applied = [];
});

test('an extra field of the store is accepted and dropped', async () => {
  await handler.handle({ ...feedbackEventExample, level: 'hard', reason: null });
  expect(applied).toEqual([{ provider: 'ibkr', scale: 0, reason: 'hard', ts: feedbackEventExample.ts }]);
});

test('the default source of an event is store', async () => {
  const { source: _, ...event } = feedbackEventExample;
  await expect(handler.handle(event)).resolves.toMatchObject({ reason: 'soft' });
});

test("another policy can be set, such as the pipeline's default with 0.5 for soft", async () => {
  const halving = new FeedbackHandler(controller, { provider: 'synthetic', policy: { ok: 1, soft: 0.5, hard: 0 } });
  expect(await halving.handle(feedbackEventExample)).toMatchObject({ provider: 'synthetic', scale: 0.5 });
});

test.each([
  ['a level that nobody knows', { level: 'slow' }, 'level'],
  ['a size that is text', { queue_size: '80' }, 'queue_size'],
  ['a size with a fraction', { queue_size: 80.5 }, 'queue_size'],
  ['a size below zero', { queue_size: -1 }, 'queue_size'],
  ['no room at all', { capacity: 0 }, 'capacity'],
  ['a time that is null', { ts: null }, 'ts'],
  ['no emitter', { coordinator_id: undefined }, 'coordinator_id'],
])('%s is refused by name, and the controller does not hear of it', async (_, wrong, field) => {
  await expect(handler.handle({ ...feedbackEventExample, ...wrong })).rejects.toMatchObject({
    code: 'MESSAGE_INVALID',
    exitCode: 1,
    message: expect.stringMatching(new RegExp(`FeedbackEvent\\n.*\\n.*at ${field}`)),
  });
  expect(applied).toEqual([]);
});

test.each([null, 'soft', [], 80])('%j is no event', async (message) => {
  await expect(handler.handle(message)).rejects.toMatchObject({ code: 'MESSAGE_INVALID' });
});

test('an error lists every invalid field', async () => {
  await expect(handler.handle({})).rejects.toThrow(/coordinator_id.*queue_size.*capacity.*level.*ts/s);
});

test.each([
  ['a scale above the full rate', { ok: 1, soft: 1.5, hard: 0 }],
  ['a level left out', { ok: 1, soft: 0.7 }],
  ['no number', { ok: 1, soft: Number.NaN, hard: 0 }],
])('a policy with %s is refused before any event comes', (_, policy) => {
  const make = () => new FeedbackHandler(controller, { provider: 'ibkr', policy: policy as never });
  expect(make).toThrow(
    expect.objectContaining({ code: 'POLICY_INVALID', message: expect.stringMatching(/at (soft|hard)/) }),
  );
});

test('an error of the controller is rethrown', async () => {
  const failing = { apply: () => Promise.reject(new Error('ibkr is away')) };
  await expect(new FeedbackHandler(failing, { provider: 'ibkr' }).handle(feedbackEventExample)).rejects.toThrow(
    'ibkr is away',
  );
});
