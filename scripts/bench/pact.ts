import { contract } from '../support/contract.ts';

/** The request member `contracts[]` of a publication. Its interactions have a typical size. Contracts with different revisions are different pact versions. */
export function createContract(consumer: string, provider: string, revision: number | string, interactions = 5) {
  return contract(consumer, provider, {
    interactions: Array.from({ length: interactions }, (_, i) => createInteraction(`${revision}`, i)),
    metadata: { pactSpecification: { version: '3.0.0' } },
  });
}

function createInteraction(revision: string, i: number) {
  return {
    description: `a request for instrument ${i}`,
    providerStates: [{ name: `instrument ${i} exists`, params: { revision } }],
    request: { method: 'GET', path: `/instruments/${i}`, headers: { Accept: 'application/json' } },
    response: {
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: { id: i, symbol: `SYM${i}`, price: 10.5, open: true, tags: ['equity', 'listed'], revision },
      matchingRules: {
        body: { '$.price': { matchers: [{ match: 'decimal' }] }, '$.symbol': { matchers: [{ match: 'type' }] } },
      },
    },
  };
}
