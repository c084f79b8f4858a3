/**
 * The parts of a use that concern a Python name of the provider. The name is that of a module, class or function, or of a member or
 * parameter of one. Example: the parts for `market_data_core.Bar.resolution` read the attribute of an instance, or pass the parameter to
 * `Bar(…)`.
 */
import { describeParts, fullName } from './describe-part.ts';
import { mapParts } from './parts.ts';
import type { Use } from './use.ts';
import type { Call } from './use-parts.ts';

export interface NamedPart {
  /** The number of the part (see parts.ts). */
  readonly part: number;
  /** What the consumer does, as a predicate: `reads Bar.resolution`. */
  readonly does: string;
  /** False for a call with `*` or `**`, which may pass the parameter. */
  readonly certain: boolean;
  /** False: only a feature of the consumer is off without it. */
  readonly required: boolean;
}

/** The same name below the module that defines its class; undefined if that module is unknown. Consumers may import the class from another module. */
export function nameInDefiningModule(use: Use, name: string): string | undefined {
  const importedName = fullName(use);
  const home = use.baseline?.home;
  const isBelow = name === importedName || name.startsWith(`${importedName}.`);
  return home !== undefined && isBelow ? home + name.slice(importedName.length) : undefined;
}

/** The parts of the use that concern this name. The name may begin with the module that defines the class. */
export function findName(use: Use, name: string): NamedPart[] {
  const names = [fullName(use), use.baseline?.home].filter((one) => one !== undefined);
  if (names.some((one) => one === name || one.startsWith(`${name}.`))) return describeSelectedParts(use, () => ({}));
  const owner = names.find((one) => name.startsWith(`${one}.`));
  return owner === undefined ? [] : findPartsBelow(use, name.slice(owner.length + 1).split('.'));
}

/** The names that consumers use of this class or module, one level below it. */
export function namesBelow(use: Use, name: string): string[] {
  const own = fullName(use);
  if (own.startsWith(`${name}.`)) return [own.slice(name.length + 1).split('.')[0] ?? ''];
  if (own !== name && use.baseline?.home !== name) return [];
  const members = [...use.members, ...use.enumMembers].flatMap((one) => one.name ?? []);
  return [
    ...members,
    ...use.calls.flatMap(parametersOf),
    ...use.bases.flatMap(({ methods }) => methods.map((one) => one.name)),
  ];
}

/** Describes a part; undefined omits the part from the result. */
type Describe = (part: object) => { readonly does?: string; readonly certain?: boolean } | undefined;

function describeSelectedParts(use: Use, describe: Describe): NamedPart[] {
  const predicates = describeParts(use);
  const found: NamedPart[] = [];
  let number = 0;
  // A called method is not a part of its own in the result: each of its calls is one.
  const called = new Set<object>(use.members.filter(({ kind, calls }) => kind === 'call' && calls.length > 0));
  const isNameRequired = use.required && use.moduleRequired;
  mapParts(use, (part) => {
    const described = describe(part);
    const { required = true } = part as { readonly required?: boolean };
    if (described && !called.has(part))
      found.push({
        part: number,
        does: predicates[number] ?? '',
        certain: true,
        ...described,
        required: isNameRequired && required,
      });
    number += 1;
    return part;
  });
  return found;
}

function findPartsBelow(use: Use, [first = '', second, ...deeper]: readonly string[]): NamedPart[] {
  if (deeper.length > 0) return [];
  const label = use.name ?? use.module;
  const descriptions = new Map<object, ReturnType<Describe>>();
  const addCall = (call: Call, parameter: string, callee: string) =>
    descriptions.set(call, describePassing(call, parameter, callee));
  for (const member of use.members.filter(({ name }) => name === first)) {
    if (second === undefined) descriptions.set(member, {});
    for (const call of member.calls) {
      if (second === undefined) descriptions.set(call, {});
      else addCall(call, second, `${label}.${first}`);
    }
  }
  if (second === undefined) {
    for (const call of use.calls) addCall(call, first, label);
    for (const one of use.enumMembers) if (one.name === first) descriptions.set(one, {});
    for (const one of use.bases)
      if (one.methods.some(({ name }) => name === first) || one.attributes.includes(first))
        descriptions.set(one, { does: `defines ${first} in ${one.class}, derived from ${label}` });
  }
  return describeSelectedParts(use, (part) => descriptions.get(part));
}

function describePassing(call: Call, parameter: string, callee: string): ReturnType<Describe> {
  if (parametersOf(call).includes(parameter)) return { does: `passes ${parameter} to ${callee}` };
  if (!call.star && !call.doubleStar) return undefined;
  return { does: `calls ${callee}(${call.doubleStar ? '**' : '*'}), which may pass ${parameter}`, certain: false };
}

/** The parameters that a call passes by name, and those that receive its positional arguments. */
function parametersOf({ keywords, baseline }: Call): string[] {
  return [...keywords, ...(baseline?.lands ?? [])];
}
