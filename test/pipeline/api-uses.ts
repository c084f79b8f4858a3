import type { ApiCheckName } from '../../src/contracts/api-checks.ts';
import { BackpressureLevel, contractPolicy } from '../../src/contracts/backpressure-level.ts';
import { FeedbackEvent, feedbackEventExample } from '../../src/contracts/feedback-event.ts';
import { messages } from '../../src/contracts/messages.ts';
import { RateAdjustment, rateAdjustmentExample } from '../../src/contracts/rate-adjustment.ts';
import type { Consumer } from '../../src/pipeline/consumer.ts';

type Use = (content: unknown) => Promise<void>;

/** How the pipeline uses each part of core's API: given what the pact says of it, the consumer under test does the same. */
export function apiUses(consumer: Consumer): Record<ApiCheckName, Use> {
  const scaleFor = async (event: object) => {
    const fields = Object.keys(messages.FeedbackEvent.shape);
    const options = { fields, through: 'handler', provider: 'ibkr', policy: contractPolicy } as const;
    return (await consumer.handleEvent(JSON.stringify({ ...feedbackEventExample, ...event }), options)).calls;
  };
  const callsFor = (scale: unknown, reason: unknown) => [
    ['set_global_pressure', 'ibkr', reason],
    ['set_budget_scale', 'ibkr', scale],
  ];
  const signature =
    (protocol: 'RateController' | 'FeedbackPublisher', method: string): Use =>
    async (content) => {
      const { [protocol]: own } = await consumer.implementations();
      expect(content).toEqual({ [protocol]: { [method]: own.method } });
    };
  return {
    core_version_imports: async (content) => {
      const { BackpressureLevel: members } = content as { BackpressureLevel: Record<string, string> };
      expect(Object.keys(members).sort()).toEqual([...BackpressureLevel.options].sort());
      for (const level of Object.values(members))
        expect(await scaleFor({ level })).toEqual(callsFor(contractPolicy[BackpressureLevel.parse(level)], level));
    },
    feedback_event_roundtrip_and_transform: async (content) => {
      const { FeedbackEvent: event, RateAdjustment: adjustment } = content as Record<string, Record<string, unknown>>;
      expect(await scaleFor({ ...event })).toEqual(callsFor(adjustment?.scale, adjustment?.reason));
      expect(adjustment?.ts).toBe(event?.ts);
    },
    level_to_scale_mapping: async (content) => {
      const { scale } = content as { scale: Record<string, number> };
      for (const level of BackpressureLevel.options)
        expect(await scaleFor({ level })).toEqual(callsFor(scale[level], level));
    },
    protocols_conformance_smoke: async (content) => {
      const own = await consumer.implementations();
      const instance = { minimalImplementation: 'is an instance', anyOtherObject: 'is no instance' };
      expect(content).toEqual({ RateController: instance, FeedbackPublisher: instance });
      expect([own.RateController.isInstance, own.FeedbackPublisher.isInstance]).toEqual([true, true]);
    },
    rate_controller_signature: signature('RateController', 'apply'),
    feedback_publisher_signature: signature('FeedbackPublisher', 'publish'),
    feedback_event_required_fields: async (content) => {
      expect(content).toEqual({ FeedbackEvent: fieldRules(FeedbackEvent, feedbackEventExample) });
      expect(await scaleFor({ source: undefined })).toEqual(callsFor(contractPolicy.soft, 'soft'));
    },
    rate_adjustment_required_fields: async (content) => {
      expect(content).toEqual({ RateAdjustment: fieldRules(RateAdjustment, rateAdjustmentExample) });
    },
  };
}

/** For each field of the contract's schema: required, or its default. */
function fieldRules(schema: typeof FeedbackEvent | typeof RateAdjustment, example: object): Record<string, string> {
  const rule = (field: string) => {
    const parsed = schema.safeParse(Object.fromEntries(Object.entries(example).filter(([name]) => name !== field)));
    return parsed.success ? `default ${JSON.stringify(parsed.data[field as keyof typeof parsed.data])}` : 'required';
  };
  return Object.fromEntries(Object.keys(schema.shape).map((field) => [field, rule(field)]));
}
