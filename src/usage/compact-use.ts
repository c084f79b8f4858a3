/** A use as it stands in a pact: without its locations, and without what is as it is by default, so that it stays small. */
import { Use } from './use.ts';

type Fields = Readonly<Record<string, unknown>>;

const useDefaults: Fields = {
  imported: true,
  reachedBy: [],
  moduleRequired: true,
  required: true,
  calls: [],
  members: [],
  enumMembers: [],
  bases: [],
  caught: false,
  isinstance: false,
};
const callDefaults: Fields = {
  positional: 0,
  keywords: [],
  star: false,
  doubleStar: false,
  kind: 'call',
  consumed: 'value',
  required: true,
  caught: [],
};
const memberDefaults: Fields = { kind: 'read', calls: [], consumed: [], required: true };
const enumDefaults: Fields = { name: null, value: null, required: true };
const derivedDefaults: Fields = { attributes: [], concrete: false, methods: [] };
const methodDefaults: Fields = {
  positional: [],
  required: 0,
  keywordOnly: [],
  star: false,
  doubleStar: false,
  async: false,
};

const useBaseline: Fields = { notFitting: [] };
const callBaseline: Fields = { lands: [], parameters: [], async: null, returnsAwaitable: false, raises: {} };

interface Shape {
  readonly defaults: Fields;
  /** Of its baseline. */
  readonly baseline?: Fields;
  readonly lists: Readonly<Record<string, Shape>>;
}

const call: Shape = { defaults: callDefaults, baseline: callBaseline, lists: {} };
const member: Shape = { defaults: memberDefaults, lists: { calls: call } };
const derived: Shape = { defaults: derivedDefaults, lists: { methods: { defaults: methodDefaults, lists: {} } } };
const use: Shape = {
  defaults: useDefaults,
  baseline: useBaseline,
  lists: { calls: call, members: member, enumMembers: { defaults: enumDefaults, lists: {} }, bases: derived },
};

/** The use as the parameter of a provider state. */
export function compactUse(full: Use): Fields {
  return compact(withoutUnusedBaseline(full), use);
}

/** @throws ZodError when it is not a use */
export function expandUse(text: unknown): Use {
  return Use.parse(expand(text as Fields, use));
}

function compact(entry: Fields, shape: Shape): Fields {
  const kept = Object.entries(entry).filter(
    ([name, value]) => name !== 'locations' && value !== undefined && !isDefault(value, shape.defaults[name]),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, compactField(name, value, shape)]));
}

function compactField(name: string, value: unknown, { baseline, lists }: Shape): unknown {
  if (name === 'baseline' && baseline) return compact(value as Fields, { defaults: baseline, lists: {} });
  const shape = lists[name];
  return shape ? (value as Fields[]).map((one) => compact(one, shape)) : value;
}

function isDefault(value: unknown, byDefault: unknown): boolean {
  return byDefault !== undefined && JSON.stringify(value) === JSON.stringify(byDefault);
}

function expand(entry: Fields, { defaults, baseline, lists }: Shape): Fields {
  const full: Record<string, unknown> = { ...defaults, locations: [], ...entry };
  for (const [name, shape] of Object.entries(lists)) {
    const list = full[name];
    if (Array.isArray(list)) full[name] = list.map((one) => expand(one, shape));
  }
  if (full.baseline && baseline) full.baseline = { ...baseline, ...(full.baseline as Fields) };
  if (defaults === methodDefaults) delete full.locations;
  return full;
}

/** The parameters of a release matter only where an argument is given by position; they would change with every release. */
function withoutUnusedBaseline(full: Use): Fields {
  const calls = full.calls.map(prune);
  return { ...full, calls, members: full.members.map((one) => ({ ...one, calls: one.calls.map(prune) })) };
}

function prune(one: Use['calls'][number]): Use['calls'][number] {
  if (!one.baseline || one.baseline.lands.length > 0) return one;
  return { ...one, baseline: { ...one.baseline, parameters: [] } };
}
