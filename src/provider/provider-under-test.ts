import type { Use, UseResult } from '../usage/use.ts';
import type { CoreSchemas } from './core-schemas.ts';

/** A provider state of Pact: what must be true at the provider before it answers an interaction. */
export interface ProviderState {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The subject of an interaction: a message of the provider, its API, or one name of its API that a consumer uses. */
export type Subject = { readonly kind: 'message' | 'usage'; readonly name: string } | { readonly kind: 'api' };

/** How the provider fits one use. */
export interface UsageResult {
  readonly use: Use;
  readonly result: UseResult;
  /** The reason why the result is unknown: nothing fails, and one part could not be judged. */
  readonly undetermined?: string;
}

/** What the provider answers to one interaction. */
export interface ProviderAnswer {
  /** JSON, exactly as the provider wrote it. */
  readonly text: string;
  /** Message metadata other than the content type. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The line of the provider's code that wrote it: `package/file.py:50`. */
  readonly location?: string;
  /** For a usage interaction: the use, and the result for it, with parts identified by number (see parts.ts). */
  readonly usage?: UsageResult;
}

/** The request to the provider for one interaction. */
export interface ProviderRequest {
  readonly subject: Subject;
  /**
   * @throws ProviderRefusalError when the provider itself breaks the contract: a name is missing, or it refuses a value
   * @throws ContractError with exit code 2 when it cannot be determined what the provider answers
   */
  answer(): Promise<ProviderAnswer>;
}

/** Why there is no request for an interaction: the provider has no handler for it. The provider's team has to add one. */
export interface UnhandledInteraction {
  readonly problem: string;
  /** The provider is not at fault: whether it meets the contract is unknown. */
  readonly undetermined?: true;
  /** The provider's answers come from a file, and the file has none for this interaction. */
  readonly unanswered?: true;
}

/** `handlers`: functions and an HTTP server of the caller (see verifyProvider of the package). */
export const providerKinds = ['reference', 'python', 'handlers'] as const;
export type ProviderKind = (typeof providerKinds)[number];

/** The provider's HTTP API. */
export interface HttpProvider {
  readonly baseUrl: string;
  /** Headers that are added to each request, such as credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** Why an interaction with these states cannot be verified: a state has no handler. */
  problemOf(states: readonly ProviderState[]): string | undefined;
  /**
   * Establishes a provider state before a request. Rejects if that fails.
   * @returns values that the request of the pact is generated from (generators of the type ProviderState)
   */
  setUp(state: ProviderState): Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** A provider that is ready to be verified. */
export interface ProviderUnderTest {
  /** Its name at the broker. */
  readonly name: string;
  /** The version under which the result is recorded. */
  readonly version: string;
  readonly kind: ProviderKind;
  /** Its origin, for people: the interpreter's path, or `reference model`. */
  readonly origin: string;
  /** Public names that its consumers import and that it lacks. */
  readonly missingNames: readonly string[];
  /** The request for an interaction, or the reason why there is none. */
  requestFor(description: string, states: readonly ProviderState[]): ProviderRequest | UnhandledInteraction;
  /** Without it, every HTTP interaction fails. */
  readonly http?: HttpProvider;
  /**
   * The schemas of core's own classes; other providers, and the reference model, have none.
   * @throws ContractError with exit code 2 if core does not respond
   */
  readonly recordSchemas?: () => Promise<CoreSchemas>;
  close(): Promise<void>;
}
