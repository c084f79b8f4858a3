import type { PactInteraction } from '../interactions.ts';
import type { Schema } from './schema.ts';

/** What is known of what a provider writes in an interaction. */
export type Proposal =
  | {
      readonly kind: 'schema';
      readonly schema: Schema;
      readonly asked: StateRequest;
      readonly doubts: readonly SchemaDoubt[];
    }
  /** The provider has no such message any more. */
  | { readonly kind: 'gone'; readonly says: string }
  /** Nothing is known of it. */
  | { readonly kind: 'unknown'; readonly says: string };

/** What the provider state asks for. */
export interface StateRequest {
  /** Fields that are asked to be these. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Whatever is not given is left to the schema's default. */
  readonly complete: boolean;
  /** Why the provider does not take what it is given. */
  readonly refusals: readonly { readonly field: string; readonly says: string }[];
}

/** Why the schema may not be what is written: for this field, or for the whole message. */
export interface SchemaDoubt {
  readonly field?: string;
  readonly says: string;
}

/** Finds the proposal for an interaction. */
export type FindProposal = (interaction: PactInteraction) => Proposal;
