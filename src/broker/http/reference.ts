import { randomBytes } from 'node:crypto';
import type { BrokerContext } from './resource.ts';

/** Logs what nobody has foreseen; gives the reference under which it is found, which is all that the client is told. */
export function logUnderReference(c: BrokerContext, error: Error, log: (line: string) => void): string {
  const reference = randomBytes(8).toString('base64url').slice(0, 10);
  log(`error ${reference} ${c.req.method} ${c.req.path}: ${error.stack ?? error.message}`);
  return reference;
}
