import { pactDifference } from '../../../src/broker/pact-json/difference.ts';
import type { JsonObject } from '../../../src/broker/pact-json/json.ts';
import { parseJson } from '../../../src/broker/pact-json/json-reader.ts';
import { mergePacts } from '../../../src/broker/pact-json/merge.ts';

const pact = (value: unknown) => parseJson(JSON.stringify(value)) as JsonObject;
const difference = async (before: unknown, after: unknown) =>
  (await pactDifference(pact(before), pact(after))).split('\n');

describe('the difference between two pacts', () => {
  test('shows only changed values', async () => {
    const before = { interactions: [{ _id: '1', description: 'a', request: { method: 'GET', path: '/a' } }] };
    const after = { interactions: [{ _id: '2', request: { path: '/b', method: 'GET' }, description: 'a' }] };
    expect(await difference(before, after)).toEqual([
      ' {',
      '   "interactions": [',
      '     {',
      '       "request": {',
      '-        "path": "/a"',
      '+        "path": "/b"',
      '       }',
      '     }',
      '   ]',
      ' }',
    ]);
  });

  test('shows removed values before added ones', async () => {
    const before = { interactions: ['a', { x: 1, y: 2, z: 3 }] };
    const after = { interactions: ['a', { x: 2, y: [1, {}], z: 3 }, { z: 4 }] };
    expect(await difference(before, after)).toEqual([
      ' {',
      '   "interactions": [',
      '     ... ,',
      '     {',
      '-      "x": 1,',
      '-      "y": 2',
      '+      "x": 2,',
      '+      "y": [',
      '+        1,',
      '+        {}',
      '+      ]',
      '     },',
      '+    {',
      '+      "z": 4',
      '+    }',
      '   ]',
      ' }',
    ]);
  });

  test('compares interactions with the same description', async () => {
    const vole = { description: 'a vole', n: 1 };
    const mouse = { description: 'a mouse' };
    expect(await difference({ interactions: [vole] }, { interactions: [mouse, { ...vole, n: 2 }] })).toEqual([
      ' {',
      '   "interactions": [',
      '     {',
      '-      "n": 1',
      '+      "n": 2',
      '     },',
      '+    {',
      '+      "description": "a mouse"',
      '+    }',
      '   ]',
      ' }',
    ]);
  });

  test('is empty for the same interactions in another order', async () => {
    const a = { description: 'a', n: 1 };
    const b = { description: 'b' };
    expect(await difference({ interactions: [a, b] }, { interactions: [b, { n: 1, description: 'a' }] })).toEqual(['']);
  });
});

describe('merging two pacts', () => {
  const one = (path: string, state?: string) => ({ description: 'a', providerState: state, request: { path } });

  test.each([
    ['another request for the same description and state', [one('/a')], [one('/b')], true],
    ['the same request', [one('/a')], [one('/a')], false],
    ['another state', [one('/a')], [one('/b', 's')], false],
    ['no interactions', [one('/a')], undefined, true],
  ])('finds conflicts: %s', async (_, interactions, added, conflicts) => {
    const merged = await mergePacts(pact({ interactions }), pact({ interactions: added }));
    expect(merged === undefined).toBe(conflicts);
  });

  test('replaces interactions with the same description and state and adds the others', async () => {
    const merged = await mergePacts(
      pact({ a: 1, interactions: [one('/a')] }),
      pact({ interactions: [{ ...one('/a'), response: 1 }, one('/b', 's')] }),
    );
    expect([...(merged?.keys() ?? [])]).toEqual(['a', 'interactions']);
    expect(merged?.get('interactions')).toHaveLength(2);
  });
});
