import { contractPolicy } from '../contracts/contract-policy.ts';
import type { FeedbackEvent } from '../contracts/feedback-event.ts';
import type { RateController } from '../contracts/protocols.ts';
import type { RateAdjustment } from '../contracts/rate-adjustment.ts';
import { readMessage } from '../contracts/read-message.ts';
import { checkedPolicy, type Policy } from './policy.ts';

export interface FeedbackHandlerOptions {
  /** The data provider whose rate is adjusted: `ibkr`, `synthetic`, … */
  readonly provider: string;
  /** Instead of the contract's own policy. */
  readonly policy?: Policy;
}

/** Answers each FeedbackEvent with a RateAdjustment, and hands that to the rate controller. */
export class FeedbackHandler {
  readonly #controller: RateController;
  readonly #provider: string;
  readonly #policy: Policy;

  /** @throws ContractError POLICY_INVALID */
  constructor(controller: RateController, { provider, policy = contractPolicy }: FeedbackHandlerOptions) {
    this.#controller = controller;
    this.#provider = provider;
    this.#policy = checkedPolicy(policy);
  }

  /**
   * Handles a FeedbackEvent with all its fields; resolves to the adjustment once the controller has applied it.
   * @throws ContractError MESSAGE_INVALID, before the controller is called
   */
  async handle(message: unknown): Promise<RateAdjustment> {
    const event = readMessage('FeedbackEvent', message);
    const adjustment = readMessage('RateAdjustment', answerTo(event, this.#provider, this.#policy));
    await this.#controller.apply(adjustment);
    return adjustment;
  }
}

/** The adjustment that answers an event: the level decides, and the event's own time is kept. */
export function answerTo(event: FeedbackEvent, provider: string, policy: Policy): RateAdjustment {
  return { provider, scale: policy[event.level], reason: event.level, ts: event.ts };
}
