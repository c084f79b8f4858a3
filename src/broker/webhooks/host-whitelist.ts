import { BlockList, isIP } from 'node:net';

/*
 * Which hosts webhooks may call. Anyone who may create webhooks could otherwise make the broker send requests to the private network
 * that it runs in (server-side request forgery). Without a whitelist every public address is allowed. With one, the host must match
 * an entry. A private address is called only if an entry lists the address or its range, or the exact name of the host.
 */

/**
 * Whether a host or address is on the whitelist: exactly (`ci.example.org`, `127.0.0.1`), by wildcard (`*.example.org`), by regular
 * expression (`/regexp/`), or by address range (`10.0.0.0/8`).
 */
export function isWhitelisted(whitelist: readonly string[], host: string): boolean {
  return whitelist.some((entry) => matchesEntry(entry, host.toLowerCase()));
}

/** Whether an entry lists the exact name, the address or its range. Wildcards and regular expressions do not make private addresses allowed. */
export function isWhitelistedExactly(whitelist: readonly string[], host: string): boolean {
  return whitelist.some(
    (entry) => !entry.startsWith('*') && !isRegExp(entry) && matchesEntry(entry, host.toLowerCase()),
  );
}

function matchesEntry(entry: string, host: string): boolean {
  if (isRegExp(entry)) return new RegExp(entry.slice(1, -1), 'i').test(host);
  if (entry.startsWith('*')) return host.endsWith(entry.slice(1).toLowerCase()) && host.length > entry.length - 1;
  if (entry.includes('/')) return isInRange(entry, host);
  return entry.toLowerCase() === host;
}

/** Whether a whitelist entry is a regular expression, between slashes. */
export function isRegExp(entry: string): boolean {
  return entry.length > 2 && entry.startsWith('/') && entry.endsWith('/');
}

function isInRange(range: string, address: string): boolean {
  const [network = '', prefixLength = ''] = range.split('/');
  const family = isIP(network);
  if (family === 0 || family !== isIP(address) || !/^\d+$/.test(prefixLength)) return false;
  const list = new BlockList();
  const type = family === 6 ? 'ipv6' : 'ipv4';
  list.addSubnet(network, Number(prefixLength), type);
  return list.check(address, type);
}
