import { parse } from 'lossless-json';
import { changeAt, isObject } from './holes.ts';
import type { Answer } from './http.ts';
import type { Scenario, Step } from './scenario.ts';

/** An answer with all that differs from run to run replaced by `<what it is>`. */
export interface Exchange {
  readonly step: string;
  readonly request: string;
  readonly status: number | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Addresses and kept values of one run, by which its answers are made comparable. */
export interface Run {
  readonly base: string;
  readonly receiver: string;
  readonly kept: ReadonlyMap<string, string>;
  /** Verification numbers in the order in which they were first seen. */
  readonly results: string[];
}

const comparedHeaders = [
  'content-type',
  'location',
  'allow',
  'access-control-allow-methods',
  'x-pact-consumer-version',
  'www-authenticate',
];

export function normalise(answer: Answer, scenario: Scenario, step: Step, run: Run): Exchange {
  const said = { step: step.name, request: `${step.method} ${step.path}`, status: answer.status };
  if (step.compare === 'status') return said;
  const headers = comparedHeaders.flatMap((name) => {
    const value = answer.headers[name];
    return value === undefined ? [] : [[name, neutralHeader(name, value, run)]];
  });
  const body = neutralBody(readBody(answer), scenario, step, run);
  return { ...said, headers: Object.fromEntries(headers), ...(body !== '' && { body }) };
}

/**
 * The body as JSON where it is some, with numbers kept apart by their text (`80.0` is not `80`); a table as its lines; as text
 * otherwise.
 */
export function readBody({ headers, text }: Answer): unknown {
  if (headers['content-type']?.includes('csv')) return withoutIds(text.trim().split('\n'));
  if (!headers['content-type']?.includes('json')) return text;
  try {
    return parse(text, undefined, { parseNumber: (digits) => readNumber(digits) });
  } catch {
    return text;
  }
}

function readNumber(digits: string): number | string {
  return String(Number(digits)) === digits ? Number(digits) : `<number ${digits}>`;
}

/** Lines `id,name,1,1,0,position,id of a provider …`: ids become names, the position says nothing. */
function withoutIds(lines: readonly string[]): string[] {
  const rows = lines.map((line) => line.split(','));
  const names = new Map(rows.map(([id, name = '']) => [id, name]));
  return rows.map(([, name, a, b, c, , ...targets]) =>
    [name, a, b, c, ...targets.map((id) => names.get(id) ?? id)].join(','),
  );
}

/** The order of methods says nothing. */
function neutralHeader(name: string, value: string, run: Run): string {
  const isList = name === 'allow' || name === 'access-control-allow-methods';
  return neutralText(isList ? value.split(', ').sort().join(', ') : value, run);
}

function neutralBody(body: unknown, scenario: Scenario, step: Step, run: Run): unknown {
  const environments = (list: unknown) => ownEnvironments(list, scenario);
  let own = ['_links.pb:record-deployment', '_links.pb:record-release'].reduce(
    (rest, path) => changeAt(rest, path, environments),
    body,
  );
  for (const path of step.own ?? []) own = changeAt(own, path, (list) => ownItems(list, scenario));
  const neutral = neutralValue(own, run);
  const ordered = (step.anyOrder ?? []).reduce((rest, path) => changeAt(rest, path, inOneOrder), neutral);
  return step.compare === 'shape' ? shapeOf(ordered) : ordered;
}

/** Every version offers all environments of the broker for deployment. */
function ownEnvironments(list: unknown, { environments = [] }: Scenario): unknown {
  return Array.isArray(list) ? list.filter(({ name }) => environments.includes(name)) : list;
}

/** The items that name what belongs to the scenario. */
function ownItems(list: unknown, { pacticipants, environments = [] }: Scenario): unknown {
  const words = [...pacticipants, ...environments];
  const isOwn = (item: unknown) => words.some((word) => decoded(JSON.stringify(item)).includes(word));
  return Array.isArray(list) ? list.filter(isOwn) : list;
}

function decoded(text: string): string {
  return text.replaceAll('%20', ' ');
}

function inOneOrder(list: unknown): unknown {
  return Array.isArray(list) ? [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : list;
}

/** Members that say nothing: errors go by a random name, and a body is as long as the broker's own address. */
const hidden: Readonly<Record<string, string>> = { reference: '<reference>', 'content-length': '<length>' };

function neutralValue(value: unknown, run: Run): unknown {
  if (typeof value === 'string') return neutralText(value, run);
  if (Array.isArray(value)) return value.map((item) => neutralValue(item, run));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, hidden[name] ?? neutralValue(inner, run)]),
  );
}

const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const webhookUuid = /(?<=^|\/webhooks\/)[\w-]{22}(?=$|\/)/g;

/** Text without what no two brokers have in common. Values that a step kept go by its name for them, so that sameness shows. */
export function neutralText(text: string, { base, receiver, kept, results }: Run): string {
  const opaque = [...kept].filter(([, value]) => value.match(uuid)?.[0] === value || value.match(webhookUuid));
  return opaque
    .reduce((rest, [name, value]) => rest.replaceAll(value, `<${name}>`), text)
    .replaceAll(base, '<broker>')
    .replaceAll(receiver, '<receiver>')
    .replaceAll(new URL(receiver).host, '<receiver host>')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00/g, '<date>')
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<date Z>')
    .replace(/\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, '<http date>')
    .replace(uuid, '<uuid>')
    .replace(webhookUuid, '<webhook>')
    .replace(/(?<=\/verification-results\/|\b[Vv]erification result )\d+/g, (number) => resultName(results, number))
    .replace(/(?<=^(?:[^|\n]*\|){5} )(\d+) +(?=\|)/gm, (_, number: string) => `${resultName(results, number)} `)
    .replace(/(?<=following changes were made ).*/g, '<when>')
    .replace(/(?<=\bpacticipant=)\d+(?=")|0x[0-9a-f]{16}\b/g, '<id>')
    .replace(/(?<=\/metadata\/)[\w-]+/g, '<metadata>')
    .replace(/(?<=\breference )[\w-]{10}\b/g, '<reference>')
    .replace(/(?<=INFO: content-length: )\d+/g, '<length>')
    .replace(/(?<=Pact Broker v)\d+\.\d+\.\d+/g, '<version>');
}

/** Results go by the order in which they were first seen. */
function resultName(results: string[], number: string): string {
  if (!results.includes(number)) results.push(number);
  return `<result ${results.indexOf(number) + 1}>`;
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (!isObject(value)) return `<${value === null ? 'null' : typeof value}>`;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name))) return '<counts>';
  return Object.fromEntries(entries.map(([name, inner]) => [name, shapeOf(inner)]));
}
