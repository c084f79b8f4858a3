import type { Exchange } from './normalise.ts';
import { isObject } from './placeholders.ts';

/** One difference of two responses. A missing value is undefined. */
export interface Difference {
  readonly scenario: string;
  readonly step: string;
  readonly request: string;
  /** The reference's status. */
  readonly referenceStatus: number | string;
  /** `status`, `headers.location`, `body._embedded.pacts.0.shortDescription`. */
  readonly path: string;
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** All differences between the responses of the reference and the subject to a scenario, step by step. */
export function compare(scenario: string, theirs: readonly Exchange[], ours: readonly Exchange[]): Difference[] {
  return theirs.flatMap((exchange, index) => {
    const { step, request, ...their } = exchange;
    const { step: _, request: __, ...our } = ours[index] ?? { step, request, status: 'not asked' };
    return findDifferences(their, our, '').map((difference) => ({
      scenario,
      step,
      request,
      referenceStatus: their.status,
      ...difference,
    }));
  });
}

type FieldDifference = Pick<Difference, 'path' | 'theirs' | 'ours'>;

function findDifferences(theirs: unknown, ours: unknown, path: string): FieldDifference[] {
  if (isObject(theirs) && isObject(ours) && Array.isArray(theirs) === Array.isArray(ours)) {
    if (Array.isArray(theirs) && theirs.length !== (ours as unknown as unknown[]).length)
      return [{ path, theirs, ours }];
    const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
    return [...names].flatMap((name) => findDifferences(theirs[name], ours[name], path ? `${path}.${name}` : name));
  }
  return theirs === ours ? [] : [{ path, theirs, ours }];
}
