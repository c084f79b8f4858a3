import { Pact, SpecificationVersion } from '@pact-foundation/pact';
import { type AnySchema, type ContentsOptions, pactContents } from './contents.ts';

/** The content type of messages. */
const contentType = 'application/json';

/** The consumer and provider of a pact, and the folder that it is written to. */
export interface MessagePactOptions {
  readonly consumer: string;
  readonly provider: string;
  /** The pact is written to `<folder>/<consumer>-<provider>.json`. */
  readonly folder: string;
}

/** A message that a consumer relies on: what it must be like, and when the provider writes it. */
export interface TestedMessage extends ContentsOptions {
  readonly description: string;
  /** A zod schema of what the consumer reads. */
  readonly schema: AnySchema;
  /** The message with which the consumer's code is tested, as the schema parses it. */
  readonly example: unknown;
  /** The provider state in which it is written. */
  readonly state?: { readonly name: string; readonly params?: Readonly<Record<string, unknown>> } | undefined;
  /** Message metadata other than the content type. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** A pact of specification 4. Only errors are logged. */
export function createMessagePact({ consumer, provider, folder }: MessagePactOptions): Pact {
  const spec = SpecificationVersion.SPECIFICATION_VERSION_V4;
  return new Pact({ consumer, provider, dir: folder, spec, logLevel: 'error' });
}

/**
 * Passes a message to the code under test, and writes it into the pact when `use` succeeds. An error of `use` is rethrown. Rules of the
 * schema that Pact cannot check are written into the pact as comments.
 * @param use receives the message's content from Pact
 * @throws ContractError EXAMPLE_INVALID, NOT_EXPRESSIBLE, AMBIGUOUS_CASE or UNKNOWN_FIELD, naming the path
 */
export async function testMessage(
  pact: Pact,
  message: TestedMessage,
  use: (content: unknown) => void | Promise<void>,
): Promise<void> {
  const { description, schema, example, state, metadata } = message;
  const { content, uncheckedRules } = pactContents(schema, example, message);
  const draft = pact.addAsynchronousInteraction();
  if (state) draft.given(state.name, { ...state.params } as Parameters<typeof draft.given>[1]);
  for (const rule of uncheckedRules) draft.comment(rule);
  await draft
    .expectsToReceive(description, (builder) => {
      builder.withJSONContent(content).withMetadata({ contentType, ...metadata });
    })
    .executeTest(async ({ contents }) => use(contents.content));
}
