import { ContractError } from '../config/errors.ts';
import type { Policy } from './policy.ts';

/** The code that handles the messages. */
export interface ConsumerDescription {
  /** The description for people: `market-data-pipeline 0.8.70 with market-data-core 1.4.61 (Python 3.11.7, <folder>)`. */
  readonly origin: string;
  /** The distribution's version; the reference model has none. */
  readonly version?: string;
  /** The commit it was installed from, where it came from git. */
  readonly commit?: string;
  /** True when it was installed from a folder, whose content its version does not identify. */
  readonly local?: true;
  /** The version of core that it runs with. */
  readonly core?: string;
  readonly python?: string;
}

/** The effects of a message. */
export interface Reaction {
  /** The calls that reached the coordinator, in order: method, data provider, value. */
  readonly calls: readonly (readonly [method: string, provider: string, value: unknown])[];
  /** Fields of the message that the code read. */
  readonly fieldsRead: readonly string[];
}

/** The pipeline's implementation of a protocol of core, in the form of the pact's interactions about that protocol. */
export interface Implementation {
  readonly method: { readonly async: boolean; readonly call: string; readonly returns: string };
  /** Whether `isinstance` accepts it for core's protocol. */
  readonly isInstance: boolean;
}

/** The pipeline's implementations, by the names of core's protocols. */
export type Implementations = Readonly<Record<'RateController' | 'FeedbackPublisher', Implementation>>;

export interface EventOptions {
  /** The fields of the contract; the message has no other fields. */
  readonly fields: readonly string[];
  /** `handler`: the handler is called directly; `bus`: the event is published on the pipeline's bus. */
  readonly through: 'handler' | 'bus';
  /** The data provider whose rate is adjusted. */
  readonly provider: string;
  /** Share of the full rate for each level; default: the pipeline's own policy. */
  readonly policy?: Partial<Policy>;
}

/** The pipeline's feedback code: the Python distribution, or, if it is not installed, the TypeScript reference model. */
export interface Consumer {
  readonly kind: 'python' | 'reference';
  describe(): Promise<ConsumerDescription>;
  /**
   * Handles a FeedbackEvent, given as JSON text.
   * @throws ContractError UNNAMED_FIELD_READ when the code reads a field outside the contract; PIPELINE_… when it fails
   */
  handleEvent(message: string, options: EventOptions): Promise<Reaction>;
  /** Applies a RateAdjustment, given as JSON text. @throws as `handleEvent` */
  applyAdjustment(message: string, fields: readonly string[]): Promise<Reaction>;
  /** The classes with which the pipeline implements core's protocols. */
  implementations(): Promise<Implementations>;
  close(): Promise<void>;
}

/** @throws ContractError UNNAMED_FIELD_READ naming each field */
export function assertNoUnnamedFields(message: string, outsideContract: readonly string[]): void {
  if (outsideContract.length === 0) return;
  const fields = outsideContract.map((field) => `${message}.${field}`).join(', ');
  throw new ContractError('UNNAMED_FIELD_READ', fields);
}
