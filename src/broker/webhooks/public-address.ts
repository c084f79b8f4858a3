import { BlockList, isIP } from 'node:net';

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
