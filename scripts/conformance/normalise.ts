import { readBadge } from './badge.ts';
import type { HttpResponse } from './http.ts';
import { type NormalisationContext, neutralText } from './neutral-text.ts';
import { changeAt, isObject } from './placeholders.ts';
import { readBody } from './read-body.ts';
import type { Scenario, Step } from './scenario.ts';

/** A request and its response, with all that differs between runs replaced by placeholders. */
export interface Exchange {
  readonly step: string;
  readonly request: string;
  readonly status: number | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const comparedHeaders = [
  'content-type',
  'location',
  'allow',
  'access-control-allow-methods',
  'x-pact-consumer-version',
  'www-authenticate',
];

export function normalise(answer: HttpResponse, scenario: Scenario, step: Step, run: NormalisationContext): Exchange {
  const common = { step: step.name, request: `${step.method} ${step.path}`, status: answer.status };
  if (step.compare === 'status') return common;
  const headers = comparedHeaders.flatMap((name) => {
    const value = answer.headers[name];
    return value === undefined ? [] : [[name, neutralHeader(name, value, run)]];
  });
  const body = neutralBody(readBadge(answer) ?? readBody(answer), scenario, step, run);
  return { ...common, headers: Object.fromEntries(headers), ...(body !== '' && { body }) };
}

/** The order of methods is not defined. */
function neutralHeader(name: string, value: string, run: NormalisationContext): string {
  const isList = name === 'allow' || name === 'access-control-allow-methods';
  return neutralText(isList ? value.split(', ').sort().join(', ') : value, run);
}

function neutralBody(body: unknown, scenario: Scenario, step: Step, run: NormalisationContext): unknown {
  const environments = (list: unknown) => ownEnvironments(list, scenario);
  let own = ['_links.pb:record-deployment', '_links.pb:record-release'].reduce(
    (rest, path) => changeAt(rest, path, environments),
    body,
  );
  for (const path of step.ownItemsIn ?? []) own = changeAt(own, path, (list) => ownItems(list, scenario));
  const neutral = neutralValue(own, run);
  const ordered = (step.anyOrder ?? []).reduce((rest, path) => changeAt(rest, path, sorted), neutral);
  return step.compare === 'shape' ? shapeOf(ordered) : ordered;
}

/** A version has links for all environments of the broker; only those of the scenario are compared. */
function ownEnvironments(list: unknown, { environments = [] }: Scenario): unknown {
  return Array.isArray(list) ? list.filter(({ name }) => environments.includes(name)) : list;
}

/** The items that contain a pacticipant or environment of the scenario. */
function ownItems(list: unknown, { pacticipants, environments = [] }: Scenario): unknown {
  const words = [...pacticipants, ...environments];
  const isOwn = (item: unknown) => words.some((word) => decoded(JSON.stringify(item)).includes(word));
  return Array.isArray(list) ? list.filter(isOwn) : list;
}

function decoded(text: string): string {
  return text.replaceAll('%20', ' ');
}

function sorted(list: unknown): unknown {
  return Array.isArray(list) ? [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : list;
}

/** Members that differ between brokers: the random reference of an error, and a length that depends on the broker's address. */
const maskedMembers = new Map([
  ['reference', '<reference>'],
  ['content-length', '<length>'],
]);

function neutralValue(value: unknown, run: NormalisationContext): unknown {
  if (typeof value === 'string') return neutralText(value, run);
  if (Array.isArray(value)) return value.map((item) => neutralValue(item, run));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, maskedMembers.get(name) ?? neutralValue(inner, run)]),
  );
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (!isObject(value)) return `<${value === null ? 'null' : typeof value}>`;
  const entries = Object.entries(value);
  if (entries.length > 0 && entries.every(([name]) => /^\d+$/.test(name))) return '<counts>';
  return Object.fromEntries(entries.map(([name, inner]) => [name, shapeOf(inner)]));
}
