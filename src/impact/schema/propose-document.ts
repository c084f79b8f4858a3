import type { PactInteraction } from '../interactions.ts';
import { parseMessageName } from '../reliance.ts';
import type { CompareScope } from './compare-pacts.ts';
import { listNamedSchemas } from './parse-schema.ts';
import type { ProposalFinder, StateRequest } from './proposal.ts';
import type { SchemaObject } from './schema.ts';

/**
 * Proposes the schemas of a document. An interaction is compared with the schema that has the name of its message; one that the scope
 * selects is compared with the whole document if there is no such schema. The proposal for any other interaction is unknown.
 */
export function proposeDocument(
  document: SchemaObject,
  { message, interactions = [] }: CompareScope = {},
): ProposalFinder {
  const schemas = listNamedSchemas(document);
  return (interaction) => {
    const { description } = interaction;
    const name = parseMessageName(description);
    const isSelected = interactions.includes(description) || (message !== undefined && message === name);
    const schema = (name === undefined ? undefined : schemas.get(name)) ?? (isSelected ? document : undefined);
    if (schema !== undefined)
      return { kind: 'schema', schema, request: parseStateRequest(interaction), uncertainties: [] };
    return {
      kind: 'unknown',
      reason:
        name === undefined
          ? 'the schema does not describe this interaction; select it with --interaction'
          : `the schema does not describe ${name}`,
    };
  };
}

/** By convention, the parameters of a provider state have the names of the fields that they set. */
function parseStateRequest({ states }: PactInteraction): StateRequest {
  return { values: Object.assign({}, ...states.map(({ params }) => params)), isComplete: false, rejections: [] };
}
