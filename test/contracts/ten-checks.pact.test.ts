import { BackpressureLevel } from '../../src/contracts/backpressure-level.ts';
import { FeedbackEvent, feedbackEventExample } from '../../src/contracts/feedback-event.ts';
import { isFeedbackPublisher, isRateController, type RateController } from '../../src/contracts/protocols.ts';
import { RateAdjustment, rateAdjustmentExample } from '../../src/contracts/rate-adjustment.ts';
import { FeedbackBus } from '../../src/pipeline/feedback-bus.ts';
import { FeedbackHandler } from '../../src/pipeline/feedback-handler.ts';
import { RateCoordinatorAdapter } from '../../src/pipeline/rate-coordinator-adapter.ts';

// The ten checks of the plan, each under its number. They write no pact.

/** The smallest RateController there is; it keeps what it was given. */
function recorder() {
  const applied: RateAdjustment[] = [];
  return { applied, apply: async (adjustment: RateAdjustment) => void applied.push(adjustment) };
}

const overTheWire = (message: object): unknown => JSON.parse(JSON.stringify(message));

const without = (message: object, field: string): object =>
  Object.fromEntries(Object.entries(message).filter(([name]) => name !== field));

describe('the ten checks', () => {
  test("check 1: core's public names are there; its levels are ok, soft, hard; its DTOs validate and serialise", () => {
    expect(BackpressureLevel.options).toEqual(['ok', 'soft', 'hard']);
    expect(FeedbackEvent.parse(overTheWire(feedbackEventExample))).toEqual(feedbackEventExample);
    expect(RateAdjustment.parse(overTheWire(rateAdjustmentExample))).toEqual(rateAdjustmentExample);
    expect([isRateController, isFeedbackPublisher]).toEqual([expect.any(Function), expect.any(Function)]);
  });

  test('check 2: FeedbackEvent → JSON → FeedbackEvent → RateAdjustment keeps level, queue_size, ts; soft gives 0.7', async () => {
    const sent: FeedbackEvent = { ...feedbackEventExample, level: 'soft', queue_size: 850, ts: 1760000000.25 };
    const received = FeedbackEvent.parse(overTheWire(sent));
    const adjustment = await new FeedbackHandler(recorder(), { provider: 'ibkr' }).handle(received);
    expect(received).toMatchObject({ level: 'soft', queue_size: 850, ts: 1760000000.25 });
    expect(adjustment).toEqual({ provider: 'ibkr', scale: 0.7, reason: 'soft', ts: 1760000000.25 });
  });

  test.each([
    [3, 'ok', 1.0],
    [4, 'soft', 0.7],
    [5, 'hard', 0.0],
  ] as const)('check %i: level %s gives scale %d', async (_, level, scale) => {
    const controller = recorder();
    await new FeedbackHandler(controller, { provider: 'ibkr' }).handle({ ...feedbackEventExample, level });
    expect(controller.applied).toEqual([{ provider: 'ibkr', scale, reason: level, ts: feedbackEventExample.ts }]);
  });

  test('check 6: minimal implementations satisfy both protocols', () => {
    expect(isRateController(recorder())).toBe(true);
    expect(isFeedbackPublisher({ publish: async () => {} })).toBe(true);
    const neither = [undefined, {}, { apply: true, publish: 'yes' }];
    expect(neither.filter((value) => isRateController(value) || isFeedbackPublisher(value))).toEqual([]);
  });

  test('check 7: RateController.apply is async, resolves to nothing, and the adjustment arrives unchanged', async () => {
    const arrived: Partial<RateAdjustment>[] = [];
    const controller: RateController = new RateCoordinatorAdapter({
      setGlobalPressure: (provider, reason) => void arrived.push({ provider, reason }),
      setBudgetScale: (provider, scale) => void arrived.push({ provider, scale }),
    });
    const applying = controller.apply(rateAdjustmentExample);
    expect(applying).toBeInstanceOf(Promise);
    expect(await applying).toBeUndefined();
    const { provider, reason, scale } = rateAdjustmentExample;
    expect(arrived).toEqual([
      { provider, reason },
      { provider, scale },
    ]);
  });

  test('check 8: FeedbackPublisher.publish is async, resolves to nothing, and the event arrives unchanged', async () => {
    const arrived: FeedbackEvent[] = [];
    const bus = new FeedbackBus(() => {});
    bus.subscribe((event) => arrived.push(event));
    const publishing = bus.publish(feedbackEventExample);
    expect(publishing).toBeInstanceOf(Promise);
    expect(await publishing).toBeUndefined();
    expect(arrived).toEqual([feedbackEventExample]);
  });

  test('check 9: a FeedbackEvent has all its fields; only source has a default, store', () => {
    const required = ['coordinator_id', 'queue_size', 'capacity', 'level', 'ts'];
    expect(Object.keys(FeedbackEvent.shape).sort()).toEqual([...required, 'source'].sort());
    const spared = required.filter((field) => FeedbackEvent.safeParse(without(feedbackEventExample, field)).success);
    expect(spared).toEqual([]);
    expect(FeedbackEvent.parse(without(feedbackEventExample, 'source')).source).toBe('store');
  });

  test('check 10: a RateAdjustment has all its fields, and none has a default', () => {
    const required = ['provider', 'scale', 'reason', 'ts'];
    expect(Object.keys(RateAdjustment.shape).sort()).toEqual([...required].sort());
    const spared = required.filter((field) => RateAdjustment.safeParse(without(rateAdjustmentExample, field)).success);
    expect(spared).toEqual([]);
  });
});
