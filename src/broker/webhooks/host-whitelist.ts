import { BlockList, isIP } from 'node:net';

/**
 * Whether a host or address is on a list of hosts: exactly (`ci.example.org`, `127.0.0.1`), by `*.example.org`, by `/regexp/`, or by
 * a range of addresses (`10.0.0.0/8`).
 */
export function isWhitelisted(list: readonly string[], host: string): boolean {
  return list.some((entry) => matches(entry, host.toLowerCase()));
}

/** Whether it is listed in a way that trusts whatever address the name has: by its very name, or as an address. */
export function isWhitelistedExactly(list: readonly string[], host: string): boolean {
  return list.some((entry) => !entry.startsWith('*') && !isRegExp(entry) && matches(entry, host.toLowerCase()));
}

function matches(entry: string, host: string): boolean {
  if (isRegExp(entry)) return new RegExp(entry.slice(1, -1), 'i').test(host);
  if (entry.startsWith('*')) return host.endsWith(entry.slice(1).toLowerCase()) && host.length > entry.length - 1;
  if (entry.includes('/')) return inRange(entry, host);
  return entry.toLowerCase() === host;
}

/** Written between slashes. */
export function isRegExp(entry: string): boolean {
  return entry.length > 2 && entry.startsWith('/') && entry.endsWith('/');
}

function inRange(range: string, address: string): boolean {
  const [net = '', bits = ''] = range.split('/');
  const [family, other] = [isIP(net), isIP(address)];
  if (family === 0 || family !== other || !/^\d+$/.test(bits)) return false;
  const list = new BlockList();
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  list.addSubnet(net, Number(bits), kind);
  return list.check(address, kind);
}

/** Addresses that only make sense inside a machine, a network or a provider's cloud, and those through which they can be reached. */
const inside: readonly [net: string, bits: number][] = [
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
/** Of IPv6 only 2000::/3 is public; in there, documentation and the tunnels to IPv4 are not. */
const insideIPv6: readonly [net: string, bits: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [net, bits] of inside) closed.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of insideIPv6) closed.addSubnet(net, bits, 'ipv6');
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');

/** Whether an address can be reached by anyone on the internet. What is no address is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closed.check(address, 'ipv4');
  return family === 6 && global.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}
