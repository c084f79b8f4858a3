import { ContractError } from '../../config/errors.ts';
import { type ApiCheckName, apiCheckNames } from '../../contracts/api-checks.ts';
import { type MessageName, messages } from '../../contracts/messages.ts';
import type { FindProposal, Proposal, StateRequest } from '../../impact/schema/proposal.ts';
import { readSchema } from '../../impact/schema/read-schema.ts';
import type { SchemaObject } from '../../impact/schema/schema.ts';
import { validationProblems } from '../../impact/schema/valid.ts';
import { coreRequestFor } from '../../provider/core-request.ts';
import type { MessageRequest, MessageSchemas, MessageSource } from '../../provider/message-source.ts';
import { fieldsFor } from '../../provider/provider-states.ts';
import { ProviderRefusalError } from '../../provider/refusal.ts';
import type { CoreUnderTest } from '../../provider/start-core.ts';

type Known = { readonly schemas: MessageSchemas; readonly writes: SchemaObject; readonly takes: SchemaObject };
type Message = Known | Extract<Proposal, { kind: 'gone' | 'unknown' }>;

/**
 * Core's own classes as a proposal: what they write, given what each provider state asks for.
 * @throws ContractError with exit code 2 when core does not answer
 */
export async function proposeCore({ source, description }: CoreUnderTest): Promise<FindProposal> {
  const known = new Map<string, Message>();
  for (const name of Object.keys(messages) as MessageName[]) known.set(name, await ask(source, name));
  const api = await proposeApi(source);
  return ({ description: text, states }) => {
    const request = coreRequestFor(description, text, states);
    if ('problem' in request) return { kind: 'unknown', says: request.problem };
    if ('check' in request) return api[request.check];
    const message = known.get(request.message);
    if (!message) return { kind: 'unknown', says: `core is not asked for ${request.message}` };
    return 'kind' in message ? message : proposal(message, request);
  };
}

/** What core's API is, as schemas that allow exactly that. */
async function proposeApi(source: MessageSource): Promise<Record<ApiCheckName, Proposal>> {
  const proposals: [string, Proposal][] = [];
  for (const name of apiCheckNames) proposals.push([name, await proposeCheck(source, name)]);
  return Object.fromEntries(proposals) as Record<ApiCheckName, Proposal>;
}

async function proposeCheck(source: MessageSource, name: ApiCheckName): Promise<Proposal> {
  try {
    const schema = await readSchema(schemaOfValue(JSON.parse(await source.check(name))), name);
    return { kind: 'schema', schema, asked: { given: {}, complete: true, refusals: [] }, doubts: [] };
  } catch (error) {
    if (error instanceof ProviderRefusalError) return { kind: 'gone', says: error.message };
    throw error;
  }
}

function schemaOfValue(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return { const: value };
  const members = Object.entries(value).map(([name, member]) => [name, schemaOfValue(member)]);
  return { type: 'object', properties: Object.fromEntries(members), required: Object.keys(value) };
}

async function ask(source: MessageSource, name: MessageName): Promise<Message> {
  if (!source.schemas) return { kind: 'unknown', says: `the ${source.name} has no schema of its own` };
  try {
    const schemas = await source.schemas(name);
    const [writes, takes] = [await readSchema(schemas.writes, name), await readSchema(schemas.takes, name)];
    return { schemas, writes, takes };
  } catch (error) {
    if (error instanceof ProviderRefusalError) return { kind: 'gone', says: error.message };
    if (error instanceof ContractError && error.code === 'CORE_SCHEMA_MISSING')
      return { kind: 'unknown', says: error.message };
    throw error;
  }
}

function proposal({ schemas, writes, takes }: Known, request: MessageRequest): Proposal {
  const doubts = schemas.uncertainties.map(({ field, reason }) => ({
    ...(field === null ? {} : { field }),
    says: reason,
  }));
  return { kind: 'schema', schema: writes, asked: askedOf(takes, fieldsFor(request)), doubts };
}

/** Those that Pydantic refuses in any mode; another type it may convert, which is judged by what it writes then. */
const final = new Set(['required', 'additionalProperties', 'enum', 'const', 'pattern', 'multipleOf']);
const bounds = /^(exclusiveM|m)(in|ax)(imum|Length|Items)$/;

function askedOf(takes: SchemaObject, given: Record<string, unknown>): StateRequest {
  const problems = validationProblems(takes, given).filter(({ keyword }) => final.has(keyword) || bounds.test(keyword));
  return { given, complete: true, refusals: problems.map(({ field, says }) => ({ field, says })) };
}
