import { contractPolicy } from '../contracts/backpressure-level.ts';
import type { FeedbackEvent } from '../contracts/feedback-event.ts';
import { readMessage } from '../contracts/messages.ts';
import type { RateController } from '../contracts/protocols.ts';
import type { RateAdjustment } from '../contracts/rate-adjustment.ts';
import { type Policy, validatePolicy } from './policy.ts';

export interface FeedbackHandlerOptions {
  /** The data provider whose rate is adjusted: `ibkr`, `synthetic`, … */
  readonly provider: string;
  /** Default: the policy of the contract. */
  readonly policy?: Policy;
}

/** Converts each FeedbackEvent to a RateAdjustment and applies it with the rate controller. */
export class FeedbackHandler {
  readonly #controller: RateController;
  readonly #provider: string;
  readonly #policy: Policy;

  /** @throws ContractError POLICY_INVALID */
  constructor(controller: RateController, { provider, policy = contractPolicy }: FeedbackHandlerOptions) {
    this.#controller = controller;
    this.#provider = provider;
    this.#policy = validatePolicy(policy);
  }

  /**
   * Handles a FeedbackEvent with all its fields; resolves to the adjustment once the controller has applied it.
   * @throws ContractError MESSAGE_INVALID, before the controller is called
   */
  async handle(message: unknown): Promise<RateAdjustment> {
    const event = readMessage('FeedbackEvent', message);
    const adjustment = readMessage('RateAdjustment', adjustmentFor(event, this.#provider, this.#policy));
    await this.#controller.apply(adjustment);
    return adjustment;
  }
}

/** The adjustment for an event: its level determines the scale, and its time is copied. */
function adjustmentFor(event: FeedbackEvent, provider: string, policy: Policy): RateAdjustment {
  return { provider, scale: policy[event.level], reason: event.level, ts: event.ts };
}
