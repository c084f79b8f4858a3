import { BlockList, isIP } from 'node:net';

/*
 * Which hosts webhooks may call. Anyone who may create webhooks could otherwise make the broker send requests to the private network
 * that it runs in (server-side request forgery). Without a whitelist every public address is allowed. With one, a host must be on it;
 * a private address must be on it itself, or belong to a name that is on it exactly.
 */

/**
 * Whether a host or address is on the whitelist: exactly (`ci.example.org`, `127.0.0.1`), by wildcard (`*.example.org`), by regular
 * expression (`/regexp/`), or by address range (`10.0.0.0/8`).
 */
export function isWhitelisted(whitelist: readonly string[], host: string): boolean {
  return whitelist.some((entry) => matchesEntry(entry, host.toLowerCase()));
}

/** Whether it is on the whitelist by its exact name, or as an address. Only then its private addresses are trusted. */
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

/** IPv4 ranges that are not public (IANA IPv4 Special-Purpose Address Registry, multicast, and reserved addresses). */
const privateIPv4: readonly [network: string, prefixLength: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Only 2000::/3 is public in IPv6. These ranges in it are for documentation, or tunnels to IPv4. */
const privateIPv6: readonly [network: string, prefixLength: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const privateAddresses = new BlockList();
for (const [network, prefixLength] of privateIPv4) privateAddresses.addSubnet(network, prefixLength, 'ipv4');
for (const [network, prefixLength] of privateIPv6) privateAddresses.addSubnet(network, prefixLength, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Whether a text is an IP address that is reachable on the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !privateAddresses.check(address, 'ipv4');
  return family === 6 && globalUnicast.check(address, 'ipv6') && !privateAddresses.check(address, 'ipv6');
}
