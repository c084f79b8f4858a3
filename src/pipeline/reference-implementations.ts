import { feedbackEventExample } from '../contracts/feedback-event.ts';
import { isFeedbackPublisher, isRateController } from '../contracts/protocols.ts';
import { rateAdjustmentExample } from '../contracts/rate-adjustment.ts';
import type { Implementation, Implementations } from './consumer.ts';
import { FeedbackBus } from './feedback-bus.ts';
import { RateCoordinatorAdapter } from './rate-coordinator-adapter.ts';

/** The reference model's implementations of core's protocols: each method is called once, with the example. */
export async function referenceImplementations(): Promise<Implementations> {
  const adapter = new RateCoordinatorAdapter({ setGlobalPressure: () => undefined, setBudgetScale: () => undefined });
  const bus = new FeedbackBus(() => undefined);
  return {
    RateController: {
      method: await callOnce('apply(adjustment)', adapter.apply, () => adapter.apply(rateAdjustmentExample)),
      isInstance: isRateController(adapter),
    },
    FeedbackPublisher: {
      method: await callOnce('publish(event)', bus.publish, () => bus.publish(feedbackEventExample)),
      isInstance: isFeedbackPublisher(bus),
    },
  };
}

/** @param method its `length` is the number of required arguments */
async function callOnce(
  call: string,
  method: (...needed: never[]) => unknown,
  run: () => unknown,
): Promise<Implementation['method']> {
  const result = run();
  return {
    async: result instanceof Promise,
    call: method.length === 1 ? call : `${method.name} with ${method.length} arguments`,
    returns: (await result) === undefined ? 'None' : typeof (await result),
  };
}
