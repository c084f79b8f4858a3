import { runCleanup } from '../../src/broker/retention/clean.ts';
import { openDatabase } from '../../src/broker/store/open-database.ts';
import { parseKeepBranchSelectors, parseKeepSelectors } from '../../src/matrix/keep-selector.ts';
import { History } from '../support/history.ts';
import { randomFrom } from '../support/random.ts';
import { useBroker } from '../support/use-broker.ts';

const selectors = [
  '[{"branch":true,"latest":true}]',
  '[{"branch":"a","latest":true},{"tag":true,"latest":true}]',
  '[{"branch":"b"}]',
  '[{"main_branch":true},{"branch":true,"max_age":120}]',
  '[{"branch":true,"tag":"t0"},{"latest":true}]',
];

describe('repeated clean-ups of a random history', () => {
  const broker = useBroker({ database: 'file', perTest: true });
  const history = new History(broker);
  const numbers = async (): Promise<string[]> =>
    (await broker.ask('GET', '/pacticipants/heron/versions')).body._embedded.versions
      .map(({ number }: { number: string }) => number)
      .sort();

  test.each(selectors.map((keep, seed) => [keep, seed + 1] as const))(
    '%s never lose what the first one kept',
    async (text, seed) => {
      const random = randomFrom(seed);
      for (let n = 1; n <= 25; n += 1) {
        broker.pass((random(20) - 10) * 86_400);
        const branch = ['a', 'b', 'c', 'main'][random(4)] as string;
        await history.version('heron', `${n}`, { branch, ...(random(3) === 0 && { tags: [`t${random(3)}`] }) });
      }
      broker.pass(200 * 86_400);
      const db = await openDatabase(broker.database, () => new Date());
      const now = new Date(Date.now() + 150 * 86_400_000);
      const options = {
        keep: parseKeepSelectors(text, 'a test'),
        keepBranches: parseKeepBranchSelectors('[{"max_age":90}]', 'a test'),
      };
      await runCleanup(db, now, options);
      const kept = await numbers();
      for (let run = 0; run < 3; run += 1) {
        await runCleanup(db, now, options);
        expect(await numbers()).toEqual(kept);
      }
      await db.destroy();
    },
  );
});
