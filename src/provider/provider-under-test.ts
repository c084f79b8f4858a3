import type { Use, UseResult } from '../usage/use.ts';

/** What a pact says must be true on the provider's side before it answers an interaction. */
export interface ProviderState {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What an interaction is about: a message that the provider writes, its API, or a name of its API that a consumer uses. */
export type Subject = { readonly kind: 'message' | 'usage'; readonly name: string } | { readonly kind: 'api' };

/** How the provider fits one use. */
export interface UsageResult {
  readonly use: Use;
  readonly result: UseResult;
  /** Why it is neither yes nor no: nothing fails, and a part is unknown. */
  readonly undetermined?: string;
}

/** What the provider answers to one interaction. */
export interface ProviderAnswer {
  /** JSON, exactly as the provider wrote it. */
  readonly text: string;
  /** Of the message, beside its content type. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** The line of the provider's code that wrote it: `package/file.py:50`. */
  readonly location?: string;
  /** Of a usage interaction: the use, and how the provider fits it, by the numbers of its parts. */
  readonly usage?: UsageResult;
}

/** What the provider is asked for one interaction. */
export interface ProviderRequest {
  readonly subject: Subject;
  /**
   * @throws ProviderRefusalError when the provider itself breaks the contract: a name is missing, or it refuses a value
   * @throws ContractError with exit code 2 when it cannot be determined what the provider answers
   */
  answer(): Promise<ProviderAnswer>;
}

/** Why the provider cannot be asked for an interaction: it has no handler for it, which the provider's side has to add. */
export interface UnhandledInteraction {
  readonly problem: string;
  /** It is not the provider that lacks something: whether it would keep the contract is unknown. */
  readonly undetermined?: true;
  /** Its answers are recorded, and there is none to this question. */
  readonly unanswered?: true;
}

/** A provider that is ready to be verified. */
export interface ProviderUnderTest {
  /** Its name at the broker. */
  readonly name: string;
  /** The version under which the result is recorded. */
  readonly version: string;
  readonly kind: 'reference' | 'python';
  /** Where it comes from, for a reader: an interpreter's path, or that it is built in. */
  readonly origin: string;
  /** Public names that its consumers import and that it lacks. */
  readonly missingNames: readonly string[];
  /** What it is asked for an interaction, or why it cannot be asked. */
  requestFor(description: string, states: readonly ProviderState[]): ProviderRequest | UnhandledInteraction;
  close(): Promise<void>;
}
