import { type Badge, drawBadge, errorBadge } from '../badges/badge.ts';
import { any } from '../http/negotiation.ts';
import { logUnderReference } from '../http/reference.ts';
import { type BrokerApp, type BrokerContext, resource } from '../http/resource.ts';

/** Mounts a badge under a path, with and without `.svg`. What goes wrong is a badge too: nobody sees the words behind a picture. */
export function badge(
  app: BrokerApp,
  path: string,
  log: (line: string) => void,
  find: (c: BrokerContext) => Promise<Badge>,
): void {
  const safely = (c: BrokerContext) =>
    find(c).catch((error: Error) => errorBadge('error', `reference: ${logUnderReference(c, error, log)}`));
  const answer = async (c: BrokerContext) =>
    c.body(await drawBadge(await safely(c)), 200, { 'content-type': 'image/svg+xml;charset=utf-8' });
  resource(app, `${path}/badge`, { produces: ['image/svg+xml'], GET: answer });
  resource(app, `${path}/badge.svg`, { produces: [any], GET: answer });
}
