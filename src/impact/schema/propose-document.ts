import type { PactInteraction } from '../interactions.ts';
import { messageNameOf } from '../reliance.ts';
import type { CompareScope } from './compare.ts';
import type { FindProposal, StateRequest } from './proposal.ts';
import { namedSchemas } from './read-schema.ts';
import type { SchemaObject } from './schema.ts';

/**
 * A document is proposed for the interactions whose message it describes, and as a whole for those that are named in the scope; of the
 * others it says nothing.
 */
export function proposeDocument(
  document: SchemaObject,
  { message, interactions = [] }: CompareScope = {},
): FindProposal {
  const schemas = namedSchemas(document);
  return (interaction) => {
    const { description } = interaction;
    const name = messageNameOf(description);
    const meant = interactions.includes(description) || (message !== undefined && message === name);
    const schema = (name === undefined ? undefined : schemas.get(name)) ?? (meant ? document : undefined);
    if (schema !== undefined) return { kind: 'schema', schema, asked: askedOf(interaction), doubts: [] };
    return {
      kind: 'unknown',
      says: name === undefined ? 'name it by --interaction' : `the schema describes no ${name}`,
    };
  };
}

/** By custom the parameters of a provider state are called as the fields that they set. */
function askedOf({ states }: PactInteraction): StateRequest {
  return { given: Object.assign({}, ...states.map(({ params }) => params)), complete: false, refusals: [] };
}
