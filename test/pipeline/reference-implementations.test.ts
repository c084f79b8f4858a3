import { isFeedbackPublisher, isRateController } from '../../src/contracts/protocols.ts';
import { referenceImplementations } from '../../src/pipeline/reference-implementations.ts';

test("the reference model implements core's protocols", async () => {
  expect(await referenceImplementations()).toEqual({
    RateController: { method: { async: true, call: 'apply(adjustment)', returns: 'None' }, isInstance: true },
    FeedbackPublisher: { method: { async: true, call: 'publish(event)', returns: 'None' }, isInstance: true },
  });
});

test.each([undefined, {}, { apply: true, publish: 'yes' }])('%j implements neither protocol', (value) => {
  expect([isRateController(value), isFeedbackPublisher(value)]).toEqual([false, false]);
});
