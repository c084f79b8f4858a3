import { z } from 'zod';
import { ContractError } from '../config/errors.ts';
import { type MessageName, messages } from './messages.ts';

/**
 * Parses a message by its contract; fields that the contract does not name are dropped.
 * @throws ContractError MESSAGE_INVALID naming the message and every field that is wrong
 */
export function readMessage<Name extends MessageName>(name: Name, message: unknown): z.infer<(typeof messages)[Name]> {
  const parsed = messages[name].safeParse(message);
  if (!parsed.success) throw new ContractError('MESSAGE_INVALID', `${name}\n${z.prettifyError(parsed.error)}`);
  return parsed.data as z.infer<(typeof messages)[Name]>;
}
