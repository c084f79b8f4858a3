import type { Use } from './use.ts';
import type { Call } from './use-parts.ts';

/** A part of a use that has locations of its own. */
type Located = { readonly locations: readonly string[] };
type Change = <P extends Located>(part: P) => P | undefined;

/**
 * Applies `change` to every part in this order: the name itself, its calls, its members each with its calls, members of an enum,
 * derived classes, and where it is caught or in `isinstance`. A part is removed if `change` returns undefined; if the name itself is
 * removed, the result is undefined.
 */
export function mapParts(use: Use, change: Change): Use | undefined {
  const name = change(use);
  if (!name) return undefined;
  return {
    ...name,
    calls: mapCalls(use.calls, change),
    members: use.members.flatMap((member) => {
      const changed = change(member);
      const calls = mapCalls(member.calls, change);
      return changed ? [{ ...changed, calls }] : [];
    }),
    enumMembers: mapAndFilter(use.enumMembers, change),
    bases: mapAndFilter(use.bases, change),
    ...(use.roles && { roles: mapAndFilter(use.roles, change) }),
  };
}

function mapCalls(calls: readonly Call[], change: Change): Call[] {
  return calls.flatMap((call) => {
    const changed = change(call);
    const passed = call.passed?.flatMap((one) =>
      mapAndFilter([one.class], change).map((own) => ({ ...one, class: own })),
    );
    return changed ? [{ ...changed, ...(passed && { passed }) }] : [];
  });
}

function mapAndFilter<P extends Located>(parts: readonly P[], change: Change): P[] {
  return parts.map(change).filter((part) => part !== undefined);
}

/** Replaces each part's locations by its number, `part:0`, `part:1`, …; 0 is the imported name. */
export function numberParts(use: Use): Use {
  let next = 0;
  const numbered = mapParts(use, (part) => ({ ...part, locations: [`part:${next++}`] }));
  return numbered ?? use;
}

/** The locations of each part, by its number. */
export function locationsOf(use: Use): string[][] {
  const found: string[][] = [];
  mapParts(use, (part) => {
    found.push([...part.locations]);
    return part;
  });
  return found;
}

/** The use without the parts of these numbers; undefined when the name itself is one of them. */
export function withoutParts(use: Use, numbers: ReadonlySet<number>): Use | undefined {
  let next = 0;
  return mapParts(use, (part) => (numbers.has(next++) ? undefined : part));
}

/** The number in `part:3`. */
export function partNumber(location: string): number {
  return Number(location.slice(location.indexOf(':') + 1));
}
