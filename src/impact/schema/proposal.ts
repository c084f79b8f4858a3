import type { PactInteraction } from '../interactions.ts';
import type { Schema } from './schema.ts';

/** What a provider writes in an interaction, as far as it is known from a schema. */
export type Proposal =
  | {
      readonly kind: 'schema';
      readonly schema: Schema;
      readonly request: StateRequest;
      readonly uncertainties: readonly SchemaUncertainty[];
    }
  /** The provider no longer has this message. */
  | { readonly kind: 'removed'; readonly reason: string }
  /** The schema does not describe this interaction. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** What the provider states of an interaction require the provider to write. */
export interface StateRequest {
  /** The required value of each field. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Fields that are not in `values` have the default of the schema. */
  readonly isComplete: boolean;
  /** The values that the provider does not accept, with the reason. */
  readonly rejections: readonly { readonly field: string; readonly reason: string }[];
}

/** A reason why the provider may write something else than its schema allows: in one field, or without `field` anywhere. */
export interface SchemaUncertainty {
  readonly field?: string;
  readonly reason: string;
}

/** A function that returns the proposal for an interaction. */
export type ProposalFinder = (interaction: PactInteraction) => Proposal;
