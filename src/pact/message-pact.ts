import { Pact, SpecificationVersion } from '@pact-foundation/pact';
import type { z } from 'zod';
import { consumer, type Interaction, provider } from '../contracts/interactions.ts';
import { messages } from '../contracts/messages.ts';
import { pactContents } from './contents.ts';

/** The content type of the messages of this contract. */
const contentType = 'application/json';

/** The pipeline's pact with a provider; its interactions are written to `<directory>/<consumer>-<provider>.json`. Only errors are logged. */
export function messagePact(directory: string, withProvider: string = provider): Pact {
  const spec = SpecificationVersion.SPECIFICATION_VERSION_V4;
  return new Pact({ consumer, provider: withProvider, dir: directory, spec, logLevel: 'error' });
}

/** An interaction with its own schema. `metadata`: message metadata other than the content type. */
export interface SchemaInteraction {
  readonly description: string;
  readonly schema: z.ZodObject;
  readonly example: unknown;
  readonly pinned: readonly string[];
  readonly state?: Interaction['state'];
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * Passes an interaction's message to the code under test, and writes the interaction into the pact when `use` succeeds. An
 * error of `use` is rethrown. Rules that Pact cannot check are written into the pact as comments.
 * @param use receives the message's content from Pact
 * @throws ContractError EXAMPLE_INVALID, NOT_EXPRESSIBLE, AMBIGUOUS_CASE or UNKNOWN_FIELD, naming the path
 */
export async function testInteraction(
  pact: Pact,
  interaction: Interaction | SchemaInteraction,
  use: (content: unknown) => Promise<void>,
): Promise<void> {
  const { description, example } = interaction;
  const schema = 'schema' in interaction ? interaction.schema : messages[interaction.message];
  const metadata = 'metadata' in interaction ? interaction.metadata : {};
  const { content, uncheckedRules } = pactContents(schema, example, interaction);
  const draft = pact.addAsynchronousInteraction();
  if (interaction.state) draft.given(interaction.state.name, { ...interaction.state.params });
  for (const rule of uncheckedRules) draft.comment(rule);
  await draft
    .expectsToReceive(description, (builder) => {
      builder.withJSONContent(content).withMetadata({ contentType, ...metadata });
    })
    .executeTest(({ contents }) => use(contents.content));
}
