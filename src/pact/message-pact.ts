import type { Pact } from '@pact-foundation/pact';
import { consumer, type Interaction, provider } from '../contracts/interactions.ts';
import { messages } from '../contracts/messages.ts';
import { createMessagePact, type TestedMessage, testMessage } from './tested-message.ts';

/** The pipeline's pact with a provider; its interactions are written to `<directory>/<consumer>-<provider>.json`. */
export function messagePact(directory: string, withProvider: string = provider): Pact {
  return createMessagePact({ consumer, provider: withProvider, folder: directory });
}

/**
 * Passes an interaction's message to the code under test, and writes the interaction into the pact when `use` succeeds.
 * @throws as `testMessage`
 */
export function testInteraction(
  pact: Pact,
  interaction: Interaction | TestedMessage,
  use: (content: unknown) => Promise<void>,
): Promise<void> {
  const message = 'schema' in interaction ? interaction : { ...interaction, schema: messages[interaction.message] };
  return testMessage(pact, message, use);
}
