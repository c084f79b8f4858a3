import type { BrokerContext } from './resource.ts';

/** A named part of the path, decoded. */
export function pathPart(c: BrokerContext, name: string): string {
  return c.req.param(name) ?? '';
}
