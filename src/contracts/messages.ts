import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { FeedbackEvent } from './feedback-event.ts';
import { RateAdjustment } from './rate-adjustment.ts';

/** The messages of the contract, by the names of core's classes in market_data_core.telemetry. */
export const messages = { FeedbackEvent, RateAdjustment };
export type MessageName = keyof typeof messages;

/**
 * Parses a message by its schema; other fields are dropped.
 * @throws ContractError MESSAGE_INVALID naming the message and every invalid field
 */
export function readMessage<Name extends MessageName>(name: Name, message: unknown): z.infer<(typeof messages)[Name]> {
  const parsed = messages[name].safeParse(message);
  if (!parsed.success) throw new ContractError('MESSAGE_INVALID', `${name}\n${z.prettifyError(parsed.error)}`);
  return parsed.data as z.infer<(typeof messages)[Name]>;
}
