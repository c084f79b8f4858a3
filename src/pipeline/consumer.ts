import { ContractError } from '../config/errors.ts';
import type { Policy } from './policy.ts';

/** Which code is driven. */
export interface ConsumerDescription {
  /** The description for a reader: `market-data-pipeline 0.8.70 with market-data-core 1.4.61 (Python 3.11.7, <folder>)`. */
  readonly origin: string;
  /** The distribution's version; the reference model has none. */
  readonly version?: string;
  /** The commit it was installed from, where it came from git. */
  readonly commit?: string;
  /** It was installed from a folder, whose content its version does not identify. */
  readonly local?: true;
  /** The core that it runs with, and the Python. */
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

/** How the pipeline implements a protocol of core; the same as the pact says of the protocol itself. */
export interface Implementation {
  readonly method: { readonly async: boolean; readonly call: string; readonly returns: string };
  /** Whether core's own `isinstance` accepts it. */
  readonly isInstance: boolean;
}

/** The pipeline's implementations, by the names of core's protocols. */
export type Implementations = Readonly<Record<'RateController' | 'FeedbackPublisher', Implementation>>;

export interface EventOptions {
  /** The fields that the contract names: no other field exists for the code. */
  readonly fields: readonly string[];
  /** Straight to the handler, or through the pipeline's own bus. */
  readonly through: 'handler' | 'bus';
  /** The data provider whose rate is adjusted. */
  readonly provider: string;
  /** Share of the full rate for each level; without it the code's own default policy. */
  readonly policy?: Partial<Policy>;
}

/** The pipeline's feedback code: the Python distribution, or the TypeScript reference model where there is none. */
export interface Consumer {
  readonly kind: 'python' | 'reference';
  describe(): Promise<ConsumerDescription>;
  /**
   * Hands over a FeedbackEvent, as JSON text.
   * @throws ContractError UNNAMED_FIELD_READ when the code reads a field that the contract does not name, and when it fails
   */
  handleEvent(message: string, options: EventOptions): Promise<Reaction>;
  /** Hands over a RateAdjustment, as JSON text. @throws as `handleEvent` */
  applyAdjustment(message: string, fields: readonly string[]): Promise<Reaction>;
  /** The classes with which the pipeline implements core's protocols. */
  implementations(): Promise<Implementations>;
  close(): Promise<void>;
}

/** @throws ContractError UNNAMED_FIELD_READ naming each field */
export function refuseUnnamedFields(message: string, unnamed: readonly string[]): void {
  if (unnamed.length === 0) return;
  const fields = unnamed.map((field) => `${message}.${field}`).join(', ');
  throw new ContractError('UNNAMED_FIELD_READ', fields);
}
