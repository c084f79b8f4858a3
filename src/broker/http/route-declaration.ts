import { matchedRoutes } from 'hono/route';
import type { BrokerContext } from '../context.ts';

/**
 * What a route declares to the checks that precede it. A route that declares nothing is read with GET, HEAD and OPTIONS, written with any
 * other method, and takes small bodies.
 */
export interface RouteDeclaration {
  /** Methods other than GET that only read, so that read-only credentials are sufficient. */
  readonly readMethods: readonly string[];
  /** The methods with pacts or results in the request body. */
  readonly largeBodyMethods: readonly string[];
  /** The setting that makes the route public, apart from public read access. */
  readonly publicAs?: 'heartbeat' | 'badge' | undefined;
  /** Whether GET and HEAD need the right to write, too: the pages that ask for confirmation, and the page to sign in. */
  readonly requiresWrite?: boolean;
}

const declarations = new WeakMap<object, RouteDeclaration>();
export const noDeclaration: RouteDeclaration = { readMethods: [], largeBodyMethods: [] };

/** Declares the route that a handler is mounted at. */
export function declareRoute(handler: object, declaration: RouteDeclaration): void {
  declarations.set(handler, declaration);
}

const middlewarePath = '/*';

/** The declaration of the first route that matches a request, which is the one that answers it. */
export function declarationOf(c: BrokerContext): RouteDeclaration {
  const route = matchedRoutes(c).find(({ path }) => path !== middlewarePath);
  return (route && declarations.get(route.handler)) ?? noDeclaration;
}
