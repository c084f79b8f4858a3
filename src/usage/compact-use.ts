/** The compact form of a use in a pact: without locations and without default values. */
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
  roles: [],
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
  passed: [],
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

interface Shape {
  readonly defaults: Fields;
  /** The entry has locations, which the compact form omits. */
  readonly hasLocations: boolean;
  /** Fields whose value is an entry or a list of entries. */
  readonly fields: Readonly<Record<string, Shape>>;
}

const shapeWithoutLocations = (defaults: Fields): Shape => ({ defaults, hasLocations: false, fields: {} });
const located = (defaults: Fields, fields: Shape['fields'] = {}): Shape => ({
  defaults,
  hasLocations: true,
  fields,
});

const callBaseline = shapeWithoutLocations({
  lands: [],
  parameters: [],
  async: null,
  returnsAwaitable: false,
  raises: {},
});
const derived = located(derivedDefaults, { methods: shapeWithoutLocations(methodDefaults) });
const passed: Shape = { defaults: {}, hasLocations: false, fields: { class: derived } };
const call = located(callDefaults, { baseline: callBaseline, passed });
const use = located(useDefaults, {
  baseline: shapeWithoutLocations({ notFitting: [] }),
  calls: call,
  members: located(memberDefaults, { calls: call }),
  enumMembers: located(enumDefaults),
  bases: derived,
  roles: located({ required: true }),
});

/** The use as the parameter of a provider state. */
export function compactUse(full: Use): Fields {
  return compactEntry(withoutUnusedParameters(full), use);
}

/** @throws ZodError when it is not a use */
export function expandUse(compact: unknown): Use {
  return Use.parse(expandEntry(compact as Fields, use));
}

function compactEntry(entry: Fields, { defaults, fields }: Shape): Fields {
  const changedFields = Object.entries(entry).filter(
    ([name, value]) => name !== 'locations' && value !== undefined && !isDefault(value, defaults[name]),
  );
  return Object.fromEntries(changedFields.map(([name, value]) => [name, mapShape(value, fields[name], compactEntry)]));
}

function expandEntry(entry: Fields, { defaults, hasLocations, fields }: Shape): Fields {
  const full = { ...defaults, ...(hasLocations && { locations: [] }), ...entry };
  return Object.fromEntries(
    Object.entries(full).map(([name, value]) => [name, mapShape(value, fields[name], expandEntry)]),
  );
}

function mapShape(value: unknown, shape: Shape | undefined, change: (entry: Fields, shape: Shape) => Fields): unknown {
  if (!shape) return value;
  return Array.isArray(value) ? value.map((one) => change(one, shape)) : change(value as Fields, shape);
}

function isDefault(value: unknown, byDefault: unknown): boolean {
  return byDefault !== undefined && JSON.stringify(value) === JSON.stringify(byDefault);
}

/** Removes the parameters of functions that are called without positional arguments. They are not needed, and change with every release. */
function withoutUnusedParameters(full: Use): Fields {
  const calls = full.calls.map(removeUnusedParameters);
  return {
    ...full,
    calls,
    members: full.members.map((one) => ({ ...one, calls: one.calls.map(removeUnusedParameters) })),
  };
}

function removeUnusedParameters(one: Use['calls'][number]): Use['calls'][number] {
  if (!one.baseline || one.baseline.lands.length > 0) return one;
  return { ...one, baseline: { ...one.baseline, parameters: [] } };
}
