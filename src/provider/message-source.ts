import type { ApiCheckName } from '../contracts/api-checks.ts';
import type { MessageName } from '../contracts/messages.ts';
import type { ProviderState } from './provider-under-test.ts';

/** A request for one message. Without states the message has its default content. */
export interface MessageRequest {
  readonly message: MessageName;
  readonly states: readonly ProviderState[];
}

/** A check of core's API. */
export interface ApiRequest {
  readonly check: ApiCheckName;
}

/** The request to core for an interaction. */
export type CoreRequest = MessageRequest | ApiRequest;

/** The core under test, and the messages and states that it supports. */
export interface CoreDescription {
  /** Core's version number; that of the reference model ends with `-reference`. */
  readonly version?: string;
  /** The commit it was installed from (full SHA); absent unless it came from git. */
  readonly commit?: string;
  /** Its origin, for people: a folder and the Python version, or the reference model. */
  readonly origin: string;
  readonly messages: readonly string[];
  readonly states: readonly string[];
  /** The public names that the pipeline imports and this core does not have. */
  readonly missingNames: readonly string[];
}

/** The JSON Schemas that core generates for a message: one for the input it accepts, one for the output it writes. */
export interface MessageSchemas {
  /** The output (Pydantic's serialization mode). */
  readonly writes: Readonly<Record<string, unknown>>;
  /** The input from which the message is built (Pydantic's validation mode). */
  readonly takes: Readonly<Record<string, unknown>>;
  /** Reasons why the output may differ from the schema: for a field, or for the whole message. */
  readonly uncertainties: readonly { readonly field: string | null; readonly reason: string }[];
}

/** The source of core's messages: the reference model, or core in a Python interpreter. */
export interface MessageSource {
  readonly name: 'reference' | 'python';
  describe(): Promise<CoreDescription>;
  /**
   * The message as JSON text, exactly as core wrote it: 80.0 stays 80.0.
   * @throws ProviderRefusalError when core breaks the contract (a name is missing, or it rejects a value)
   * @throws ContractError with exit code 2 when it cannot be determined what core writes
   */
  writeMessage(request: MessageRequest): Promise<string>;
  /** The result of a check of core's API, as JSON text. @throws as `writeMessage` */
  check(name: ApiCheckName): Promise<string>;
  /**
   * The schemas of core's class for a message; the reference model has no classes.
   * @throws ProviderRefusalError when the name is missing
   * @throws ContractError CORE_SCHEMA_MISSING when it has none, and with exit code 2 when core does not respond
   */
  schemas?(message: MessageName): Promise<MessageSchemas>;
  close(): Promise<void>;
}
