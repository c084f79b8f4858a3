import {
  findPairings,
  findPairingsOfScopes,
  findVersionsInEnvironment,
  findVersionsInEnvironments,
} from '../../../src/broker/queries/pairings.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';
import type { Pairing } from '../../../src/matrix/pairing.ts';
import { History } from '../../support/history.ts';
import { randomFrom } from '../../support/random.ts';
import { useBroker } from '../../support/use-broker.ts';

const broker = useBroker({ database: 'file' });
const environments = ['blue', 'green', 'red', 'empty'];
const consumers = ['heron', 'gull'];
const versions = ['1', '2', '3', '4'];

/** What is deployed or released by the test, with the results of the pairs. */
interface Expected {
  readonly placed: { readonly environment: string; readonly pacticipant: string; readonly number: string }[];
  readonly results: Map<string, boolean>;
}

/** Random results, and random deployments and releases in all environments but the last one. Versions 1 and 2 of a consumer share a pact. */
async function fill(random: (below: number) => number): Promise<Expected> {
  const history = new History(broker);
  const expected: Expected = { placed: [], results: new Map() };
  for (const number of versions) {
    await history.version('core', number);
    for (const consumer of consumers) await history.publish(consumer, number, [contentOf(number)]);
  }
  for (const consumer of consumers)
    for (const number of versions)
      for (const core of versions.filter(() => random(4) === 0)) {
        const success = random(2) === 0;
        await history.verify(core, consumer, number, success);
        expected.results.set(`${consumer} ${contentOf(number)} ${core}`, success);
      }
  for (const environment of environments) await history.environment(environment);
  for (const environment of environments.slice(0, -1))
    for (const pacticipant of [...consumers, 'core'].filter(() => random(5) > 0))
      for (const number of [versions[random(2)], versions[2 + random(2)]].flatMap((one) => one ?? [])) {
        if (random(2) === 0) await history.release(pacticipant, number, environment);
        else await history.deploy(pacticipant, number, environment, number);
        expected.placed.push({ environment, pacticipant, number });
      }
  return expected;
}

const contentOf = (number: string) => (number === '1' || number === '2' ? 'a' : number);

/** The pairings of an environment by the definition: every consumer version with every version of core there. */
function expectedPairings({ placed, results }: Expected, environment: string): string[] {
  const here = placed.filter((one) => one.environment === environment);
  const cores = here.filter(({ pacticipant }) => pacticipant === 'core').map(({ number }) => number);
  return here
    .filter(({ pacticipant }) => pacticipant !== 'core')
    .flatMap(({ pacticipant, number }) => {
      if (cores.length === 0) return [`${pacticipant} ${number} null missing-provider`];
      return cores.map((core) => {
        const success = results.get(`${pacticipant} ${contentOf(number)} ${core}`);
        return `${pacticipant} ${number} ${core} ${success === undefined ? 'none' : success ? 'verified' : 'failed'}`;
      });
    })
    .sort();
}

const describePairing = ({ consumer, consumerVersion, providerVersion, state }: Pairing) =>
  `${consumer} ${consumerVersion} ${providerVersion} ${['unverified', 'changed'].includes(state) ? 'none' : state}`;

test('the pairings of all environments equal those of each environment, and the definition', async () => {
  const expected = await fill(randomFrom(7));
  const db = await openDatabase(broker.database, () => new Date());
  const found = await db.selectFrom('environments').select(['id', 'name']).orderBy('id').execute();
  const together = await findPairingsOfScopes(db, await findVersionsInEnvironments(db, found));
  const one = async (id: number) => findPairings(db, await findVersionsInEnvironment(db, id));
  for (const [at, { id, name }] of found.entries()) {
    expect(together[at]).toEqual(await one(id));
    expect(together[at]?.map(describePairing).sort()).toEqual(expectedPairings(expected, name));
  }
  expect(together.flat().length).toBeGreaterThan(10);
  expect(new Set(together.flat().map(({ state }) => state)).size).toBeGreaterThan(2);
  await db.destroy();
});
