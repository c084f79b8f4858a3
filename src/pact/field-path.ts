import { refuse } from './refusal.ts';

/** The whole message, as Pact's matching rules write it; fields below it are `$.level`, `$.items[*].level`, `$['a.b']`. */
export const root = '$';

/** Pact writes such a name into its rules in a way that it cannot parse, or that has another meaning. */
const unwritable = /^$|^\*$|^pact:|['\\\p{Cc}]/u;

/**
 * The path of an object's field.
 * @throws ContractError NOT_EXPRESSIBLE for a name that Pact's paths cannot hold
 */
export function fieldPath(parent: string, name: string): string {
  if (unwritable.test(name)) refuse(parent, `a field called ${JSON.stringify(name)}`);
  return /^[A-Za-z_]\w*$/.test(name) ? `${parent}.${name}` : `${parent}['${name}']`;
}

/** The path of every element of an array. */
export function elementPath(parent: string): string {
  return `${parent}[*]`;
}

/** A path as people write it (`level`, `queue.level`, `['a.b']`), from the root on. */
export function fromRoot(path: string): string {
  if (/^\$($|[.[])/.test(path)) return path;
  return path.startsWith('[') ? `${root}${path}` : `${root}.${path}`;
}
