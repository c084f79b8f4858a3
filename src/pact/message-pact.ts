import { Pact, SpecificationVersion } from '@pact-foundation/pact';
import type { ApiInteraction } from '../contracts/api-checks.ts';
import { consumer, type Interaction, provider } from '../contracts/interactions.ts';
import { messages } from '../contracts/messages.ts';
import { pactContents } from './contents.ts';

/** The content type of the messages of this contract. */
const contentType = 'application/json';

/** The pipeline's pact with core; its interactions are written to `<directory>/<consumer>-<provider>.json`, without output. */
export function messagePact(directory: string): Pact {
  const spec = SpecificationVersion.SPECIFICATION_VERSION_V4;
  return new Pact({ consumer, provider, dir: directory, spec, logLevel: 'error' });
}

/**
 * Passes an interaction's message to the code under contract, and writes the interaction into the pact when `use` succeeds; its error
 * is rethrown. Rules that Pact cannot check are written into the pact as comments.
 * @param use receives the message's content from Pact
 * @throws ContractError EXAMPLE_INVALID, NOT_EXPRESSIBLE, AMBIGUOUS_CASE or UNKNOWN_FIELD, naming the path
 */
export async function testInteraction(
  pact: Pact,
  interaction: Interaction | ApiInteraction,
  use: (content: unknown) => Promise<void>,
): Promise<void> {
  const { description, example } = interaction;
  const schema = 'schema' in interaction ? interaction.schema : messages[interaction.message];
  const { content, uncheckedRules } = pactContents(schema, example, interaction);
  const draft = pact.addAsynchronousInteraction();
  if ('state' in interaction) draft.given(interaction.state.name, { ...interaction.state.params });
  for (const rule of uncheckedRules) draft.comment(rule);
  await draft
    .expectsToReceive(description, (builder) => {
      builder.withJSONContent(content).withMetadata({ contentType });
    })
    .executeTest(({ contents }) => use(contents.content));
}
