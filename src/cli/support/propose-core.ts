import { ContractError } from '../../config/errors.ts';
import { type ApiCheckName, apiCheckNames } from '../../contracts/api-checks.ts';
import { type MessageName, messages } from '../../contracts/messages.ts';
import { parseSchema } from '../../impact/schema/parse-schema.ts';
import type { Proposal, ProposalFinder, StateRequest } from '../../impact/schema/proposal.ts';
import type { SchemaObject } from '../../impact/schema/schema.ts';
import { findValidationErrors } from '../../impact/schema/validation.ts';
import { coreRequestFor } from '../../provider/core-request.ts';
import type { MessageRequest, MessageSchemas } from '../../provider/message-source.ts';
import { fieldsFor } from '../../provider/provider-states.ts';
import type { ComparableCore } from '../../provider/record-core-schemas.ts';
import { ProviderRefusalError } from '../../provider/refusal.ts';

/** The JSON Schemas of a message's class in core, for its serialization and for its validation. */
interface ClassSchemas {
  readonly kind: 'class';
  readonly output: SchemaObject;
  readonly input: SchemaObject;
  readonly uncertainties: MessageSchemas['uncertainties'];
}

type NoSchema = Extract<Proposal, { kind: 'removed' | 'unknown' }>;

/**
 * Loads the schemas of core's own classes. The returned function proposes one of them for an interaction, with the values that its provider
 * states require.
 * @throws ContractError with exit code 2 if core does not respond
 */
export async function loadCoreProposals({ source, description }: ComparableCore): Promise<ProposalFinder> {
  const byMessage = new Map<string, ClassSchemas | NoSchema>();
  for (const name of Object.keys(messages) as MessageName[]) byMessage.set(name, await loadSchemas(source, name));
  const proposalByCheck = await proposeChecks(source);
  return ({ description: text, states }) => {
    const request = coreRequestFor(description, text, states);
    if ('problem' in request) return { kind: 'unknown', reason: request.problem };
    if ('check' in request) return proposalByCheck[request.check];
    const schemas = byMessage.get(request.message);
    if (!schemas) return { kind: 'unknown', reason: `core has no message ${request.message}` };
    return schemas.kind === 'class' ? createProposal(schemas, request) : schemas;
  };
}

/** For each API check: a schema that allows only core's actual result. */
async function proposeChecks(source: ComparableCore['source']): Promise<Record<ApiCheckName, Proposal>> {
  const proposals: [string, Proposal][] = [];
  for (const name of apiCheckNames) proposals.push([name, await proposeCheck(source, name)]);
  return Object.fromEntries(proposals) as Record<ApiCheckName, Proposal>;
}

async function proposeCheck(source: ComparableCore['source'], name: ApiCheckName): Promise<Proposal> {
  try {
    const schema = await parseSchema(schemaOfValue(JSON.parse(await source.check(name))), name);
    return { kind: 'schema', schema, request: { values: {}, isComplete: true, rejections: [] }, uncertainties: [] };
  } catch (error) {
    if (error instanceof ProviderRefusalError) return { kind: 'removed', reason: error.message };
    throw error;
  }
}

function schemaOfValue(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return { const: value };
  const properties = Object.entries(value).map(([name, member]) => [name, schemaOfValue(member)]);
  return { type: 'object', properties: Object.fromEntries(properties), required: Object.keys(value) };
}

async function loadSchemas(source: ComparableCore['source'], name: MessageName): Promise<ClassSchemas | NoSchema> {
  if (!source.schemas) return { kind: 'unknown', reason: `the ${source.name} source does not provide schemas` };
  try {
    const { writes, takes, uncertainties } = await source.schemas(name);
    const output = await parseSchema(writes, name);
    const input = await parseSchema(takes, name);
    return { kind: 'class', output, input, uncertainties };
  } catch (error) {
    if (error instanceof ProviderRefusalError) return { kind: 'removed', reason: error.message };
    if (error instanceof ContractError && error.code === 'CORE_SCHEMA_MISSING')
      return { kind: 'unknown', reason: error.message };
    throw error;
  }
}

function createProposal({ output, input, uncertainties }: ClassSchemas, request: MessageRequest): Proposal {
  return {
    kind: 'schema',
    schema: output,
    request: createStateRequest(input, fieldsFor(request)),
    uncertainties: uncertainties.map(({ field, reason }) => (field === null ? { reason } : { field, reason })),
  };
}

/**
 * The keywords of JSON Schema that Pydantic enforces in every mode. `type` is not one of them: Pydantic may convert a value of another
 * type. The comparison with the output schema checks the type.
 */
const enforcedKeywords = new Set([
  'required',
  'additionalProperties',
  'enum',
  'const',
  'pattern',
  'multipleOf',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
]);

function createStateRequest(input: SchemaObject, values: Record<string, unknown>): StateRequest {
  const errors = findValidationErrors(input, values).filter(({ keyword }) => enforcedKeywords.has(keyword));
  return { values, isComplete: true, rejections: errors.map(({ field, message }) => ({ field, reason: message })) };
}
