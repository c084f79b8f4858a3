import { mapParts } from './parts.ts';
import type { Use } from './use.ts';
import type { Call } from './use-parts.ts';

/** How many arguments a sentence shows. */
const MAX_ARGUMENTS = 6;

/**
 * What the consumer does with each part of a use, as a predicate: `calls Bar(symbol, ts, volume)`.
 * @param maxArguments of a call with more, the first three and the last two are named
 */
export function describeParts(use: Use, maxArguments = MAX_ARGUMENTS): string[] {
  const label = labelOf(use);
  const predicates = new Map<object, string>();
  const addCall = (name: string, call: Call) => {
    predicates.set(call, describeCall(name, call, maxArguments));
    for (const one of call.passed ?? []) predicates.set(one.class, `passes ${one.class.class} to ${name}`);
  };
  for (const call of use.calls) addCall(label, call);
  for (const member of use.members) {
    predicates.set(member, `${verbs[member.kind]} ${label}.${member.name}`);
    for (const call of member.calls) addCall(`${label}.${member.name}`, call);
  }
  for (const one of use.enumMembers)
    predicates.set(
      one,
      one.name === null ? `looks up ${label}(${JSON.stringify(one.value)})` : `uses ${label}.${one.name}`,
    );
  for (const one of use.bases) predicates.set(one, `derives ${one.class} from ${label}`);
  for (const one of use.roles ?? [])
    predicates.set(one, one.role === 'caught' ? `catches ${label}` : `calls isinstance(…, ${label})`);
  const found: string[] = [];
  mapParts(use, (part) => {
    found.push(predicates.get(part) ?? describeName(use));
    return part;
  });
  return found;
}

/** `market_data_core.Bar`: as the consumer imports it. */
export function fullName({ module, name }: Pick<Use, 'module' | 'name'>): string {
  return name === null ? module : `${module}.${name}`;
}

const verbs = { read: 'reads', write: 'sets', call: 'calls' } as const;

function labelOf({ module, name }: Use): string {
  return name ?? module;
}

function describeName(use: Use): string {
  if (!use.imported) return `receives ${fullName(use)}`;
  return use.name === null ? `imports ${use.module}` : `imports ${use.name} from ${use.module}`;
}

function describeCall(label: string, call: Call, maxArguments: number): string {
  const shown = shorten(argumentsOf(call), maxArguments).join(', ');
  if (call.kind === 'super') return `calls super().__init__(${shown}) of ${label}`;
  if (call.kind === 'pattern') return `matches ${label}(${shown})`;
  return `calls ${label}(${shown})${call.kind === 'subclass' ? ' through its own subclass' : ''}`;
}

function argumentsOf({ positional, keywords, star, doubleStar, baseline }: Call): string[] {
  const byPosition = Array.from(
    { length: positional },
    (_, index) => baseline?.lands[index] ?? `argument ${index + 1}`,
  );
  return [...byPosition, ...(star ? ['*'] : []), ...keywords, ...(doubleStar ? ['**'] : [])];
}

function shorten(names: readonly string[], maxArguments: number): readonly string[] {
  if (names.length <= maxArguments) return names;
  return [...names.slice(0, 3), '…', ...names.slice(-2)];
}
