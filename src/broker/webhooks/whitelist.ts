import { BlockList, isIP } from 'node:net';

/**
 * Whether a host or address is on a list of hosts: exactly (`ci.example.org`, `127.0.0.1`), by `*.example.org`, by `/regexp/`, or by
 * a range of addresses (`10.0.0.0/8`).
 */
export function isListed(list: readonly string[], host: string): boolean {
  return list.some((entry) => matches(entry, host.toLowerCase()));
}

/** Whether it is listed in a way that trusts whatever address the name has: by its very name, or as an address. */
export function isListedExactly(list: readonly string[], host: string): boolean {
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
