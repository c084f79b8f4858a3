import { readFileSync } from 'node:fs';
import { z } from 'zod';

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

/** One operation of GitHub's OpenAPI description. */
interface Operation {
  readonly operation: string;
  readonly path: Record<string, JsonSchema>;
  readonly query?: Record<string, JsonSchema>;
  readonly body?: Exclude<JsonSchema, boolean>;
  readonly bodyOptional?: true;
  readonly statuses: number[];
  /** The schema of the 2xx response, reduced to the fields that this project reads. */
  readonly answer?: JsonSchema;
}

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const description = JSON.parse(readFileSync(new URL('operations.json', import.meta.url), 'utf8')) as {
  operations: Record<string, Operation>;
};

const operations = Object.entries(description.operations).map(([key, operation]) => {
  const [method = '', template = ''] = key.split(' ');
  const pattern = template.replace(/\{(\w+)\}/g, (_, name) => `(?<${name}>[^/]+)`);
  return { key, method, operation, pattern: new RegExp(`^${pattern}$`) };
});

function operationOf({ method, path }: Pick<Exchange, 'method' | 'path'>) {
  return operations.find((one) => one.method === method && one.pattern.test(path));
}

/** How a request violates GitHub's OpenAPI description. */
export function requestViolations(exchange: Exchange): string[] {
  const found = operationOf(exchange);
  if (!found) return [`no such operation: ${exchange.method} ${exchange.path}`];
  const { operation, pattern, key } = found;
  const path = decodeValues(pattern.exec(exchange.path)?.groups ?? {});
  const query = Object.fromEntries(exchange.query);
  return [
    ...schemaViolations('path', strictObject(operation.path), parseNumbers(path, operation.path)),
    ...schemaViolations('query', strictObject(operation.query ?? {}), parseNumbers(query, operation.query ?? {})),
    ...bodyViolations(operation, exchange.body),
    ...(exchange.headers['x-github-api-version'] === '2022-11-28' ? [] : ['no X-GitHub-Api-Version']),
    ...(exchange.headers['user-agent'] ? [] : ['no User-Agent']),
  ].map((problem) => `${key}: ${problem}`);
}

/** How a response of the stand-in violates GitHub's OpenAPI description. */
export function responseViolations(
  exchange: Pick<Exchange, 'method' | 'path'>,
  status: number,
  body: string,
): string[] {
  const found = operationOf(exchange);
  if (!found) return [];
  const general = [400, 401, 403, 404, 422, 429];
  if (status >= 300) return general.includes(status) ? [] : [`${found.key}: no such status: ${status}`];
  if (!found.operation.statuses.includes(status)) return [`${found.key}: no such status: ${status}`];
  if (!found.operation.answer || status === 204) return [];
  return schemaViolations('answer', found.operation.answer, JSON.parse(body)).map(
    (problem) => `${found.key}: ${problem}`,
  );
}

function bodyViolations({ body: schema, bodyOptional }: Operation, body: string): string[] {
  if (bodyOptional && !body) return [];
  if (!schema) return body ? ['the operation has no body'] : [];
  return schemaViolations('body', { ...schema, additionalProperties: false }, body ? JSON.parse(body) : undefined);
}

const known = new Map<string, z.ZodType>();

function schemaViolations(what: string, schema: JsonSchema, value: unknown): string[] {
  const key = JSON.stringify(schema);
  const zod = known.get(key) ?? z.fromJSONSchema(schema);
  known.set(key, zod);
  const parsed = zod.safeParse(value);
  return parsed.success ? [] : [`${what}: ${z.prettifyError(parsed.error)}`];
}

const strictObject = (properties: Record<string, JsonSchema>): JsonSchema => ({
  type: 'object',
  properties,
  additionalProperties: false,
});

function decodeValues(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, decodeURIComponent(value)]));
}

/** Values in a URL are text; those of integer parameters are parsed. */
function parseNumbers(values: Record<string, string>, schemas: Record<string, JsonSchema>): Record<string, unknown> {
  const parse = (name: string, value: string) =>
    (schemas[name] as { type?: string })?.type === 'integer' && /^\d+$/.test(value) ? Number(value) : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, parse(name, value)]));
}
