import { expandUse } from '../../src/usage/compact-use.ts';
import type { UsageContract } from '../../src/usage/pact.ts';
import { mapParts } from '../../src/usage/parts.ts';
import type { Use } from '../../src/usage/use.ts';

/** A use from what differs from the defaults; its parts are on the lines 1, 2, … of a file. */
export function smallUse(given: object, file = 'consumer/a.py'): Use {
  let line = 0;
  const use = mapParts(expandUse(given), (part) => {
    line += 1;
    return { ...part, locations: [`${file}:${line}`] };
  });
  if (!use) throw new Error('it has no parts');
  return use;
}

/** The consumer calls `Bar(symbol, price, size=…)`, reads `price`, and imports `connect`. */
export const smallUses: readonly Use[] = [
  smallUse({ module: 'prov', name: 'connect', baseline: { kind: 'function' } }),
  smallUse({
    module: 'prov',
    name: 'Bar',
    baseline: { kind: 'class' },
    calls: [
      {
        positional: 2,
        keywords: ['size'],
        baseline: { lands: ['symbol', 'price'], parameters: ['symbol', 'price', 'size'], async: null },
      },
    ],
    members: [{ name: 'price', on: 'instance', kind: 'read', consumed: ['value'] }],
  }),
];

export const smallContract: UsageContract = {
  consumer: { distribution: 'small-consumer', version: '1.0.0' },
  provider: { name: 'prov', version: '2.0.0', packages: ['prov'] },
  requirement: '<3,>=2',
  extras: [],
  uses: smallUses,
};
