import type { ApiCheckName } from '../contracts/api-checks.ts';
import type { MessageName } from '../contracts/messages.ts';
import type { ProviderState } from './provider-under-test.ts';

/** One message asked of core. Without states the message has its default content. */
export interface MessageRequest {
  readonly message: MessageName;
  readonly states: readonly ProviderState[];
}

/** A check of core's API. */
export interface ApiRequest {
  readonly check: ApiCheckName;
}

/** What core is asked for an interaction. */
export type CoreRequest = MessageRequest | ApiRequest;

/** Which core it is, and what it can be asked for. */
export interface CoreDescription {
  /** Core's own version number, where it has one; the reference's carries `-reference`. */
  readonly version?: string;
  /** The commit core was installed from (full SHA), where it came from git. */
  readonly commit?: string;
  /** Where it comes from, for a reader: an interpreter's path, or that it is built in. */
  readonly origin: string;
  readonly messages: readonly string[];
  readonly states: readonly string[];
  /** Public names that the pipeline imports from core, and that this core does not have. */
  readonly missingNames: readonly string[];
}

/** What core takes and writes for a message, as JSON Schemas of its own making. */
export interface MessageSchemas {
  /** What it writes (Pydantic's serialisation mode). */
  readonly writes: Readonly<Record<string, unknown>>;
  /** What it takes to build the message from (validation mode). */
  readonly takes: Readonly<Record<string, unknown>>;
  /** Why it may write something else: for a field, or for the whole message. */
  readonly uncertainties: readonly { readonly field: string | null; readonly reason: string }[];
}

/** Where core's messages come from: the built-in reference, or core itself in a Python interpreter. */
export interface MessageSource {
  readonly name: 'reference' | 'python';
  describe(): Promise<CoreDescription>;
  /**
   * The message as JSON text, exactly as core wrote it: 80.0 stays 80.0.
   * @throws ProviderRefusalError when core itself breaks the contract (a name is missing, or it refuses a value)
   * @throws ContractError with exit code 2 when it cannot be determined what core writes
   */
  write(request: MessageRequest): Promise<string>;
  /** What core's API is by this check, as JSON text. @throws as `write` */
  check(name: ApiCheckName): Promise<string>;
  /**
   * What core's own class says of a message, before any is written; the reference has no classes.
   * @throws ProviderRefusalError when the name is missing
   * @throws ContractError CORE_SCHEMA_MISSING where it has none, and with exit code 2 when core does not answer
   */
  schemas?(message: MessageName): Promise<MessageSchemas>;
  close(): Promise<void>;
}
