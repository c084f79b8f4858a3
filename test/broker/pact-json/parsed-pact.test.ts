import type { JsonObject } from '../../../src/broker/pact-json/json.ts';
import { parseJson } from '../../../src/broker/pact-json/json-reader.ts';
import { preparePact } from '../../../src/broker/pact-json/parsed-pact.ts';

test('preparing a large pact yields to other requests more often than a small one', async () => {
  const pact = (interactions: number) =>
    parseJson(
      JSON.stringify({ interactions: new Array(interactions).fill({ description: 'a heron'.repeat(200) }) }),
    ) as JsonObject;
  const turnsDuring = async (work: Promise<unknown>) => {
    let [turns, done] = [0, false];
    const count = () => {
      turns += 1;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    await work;
    done = true;
    return turns;
  };
  const large = await turnsDuring(preparePact(pact(2_000)));
  expect(large).toBeGreaterThanOrEqual(2);
  // The time budget of an iteration is shared: another task or process may have used it up, and then a small pact yields too.
  const small: number[] = [];
  for (let attempt = 0; attempt < 10; attempt += 1) small.push(await turnsDuring(preparePact(pact(2))));
  expect(Math.min(...small)).toBeLessThan(large);
});

test('the stored pact has an id for each interaction', async () => {
  const pact = parseJson('{"interactions":[{"description":"a","price":1.0}],"_links":{},"x":null}') as JsonObject;
  expect((await preparePact(pact)).storedJson).toMatch(
    /^\{"interactions":\[\{"_id":"[0-9a-f]{40}","description":"a","price":1\.0\}\],"x":null\}$/,
  );
});
