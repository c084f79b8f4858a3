import { contractPolicy } from '../contracts/backpressure-level.ts';
import type { FeedbackEvent } from '../contracts/feedback-event.ts';
import type { RateAdjustment } from '../contracts/rate-adjustment.ts';
import { assertNoUnnamedFields, type Consumer, type Reaction } from './consumer.ts';
import { FeedbackBus } from './feedback-bus.ts';
import { FeedbackHandler } from './feedback-handler.ts';
import { RateCoordinatorAdapter } from './rate-coordinator-adapter.ts';
import { referenceImplementations } from './reference-implementations.ts';

/** The TypeScript reference model of the pipeline, for a machine without the Python distribution. */
export function referenceConsumer(): Consumer {
  return {
    kind: 'reference',
    describe: async () => ({ origin: 'the TypeScript reference model of market-data-pipeline' }),
    handleEvent: (message, { fields, through, provider, policy = {} }) =>
      recordReaction('FeedbackEvent', message, fields, async (event, adapter) => {
        const handler = new FeedbackHandler(adapter, { provider, policy: { ...contractPolicy, ...policy } });
        if (through === 'handler') await handler.handle(event);
        else await publishTo(event as FeedbackEvent, handler);
      }),
    applyAdjustment: (message, fields) =>
      recordReaction('RateAdjustment', message, fields, (adjustment, adapter) =>
        adapter.apply(adjustment as RateAdjustment),
      ),
    implementations: referenceImplementations,
    close: async () => undefined,
  };
}

async function publishTo(event: FeedbackEvent, handler: FeedbackHandler): Promise<void> {
  const bus = new FeedbackBus((error) => {
    throw error;
  });
  bus.subscribe((one) => handler.handle(one));
  await bus.publish(event);
}

/** Runs the model with a coordinator that records its calls. */
async function recordReaction(
  name: string,
  message: string,
  fields: readonly string[],
  run: (message: object, adapter: RateCoordinatorAdapter) => Promise<unknown>,
): Promise<Reaction> {
  const calls: [string, string, unknown][] = [];
  const adapter = new RateCoordinatorAdapter({
    setGlobalPressure: (provider, level) => void calls.push(['set_global_pressure', provider, level]),
    setBudgetScale: (provider, scale) => void calls.push(['set_budget_scale', provider, scale]),
  });
  const content: Record<string, unknown> = JSON.parse(message);
  assertNoUnnamedFields(
    name,
    Object.keys(content).filter((field) => !fields.includes(field)),
  );
  await run(content, adapter);
  return { calls, fieldsRead: fields };
}
