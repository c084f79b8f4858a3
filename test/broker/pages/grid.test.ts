import { findGrid } from '../../../src/broker/queries/grid.ts';
import { queryMatrix } from '../../../src/broker/queries/matrix.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';
import { findPacticipantIds } from '../../../src/broker/store/pacticipants.ts';
import { History } from '../../support/history.ts';
import { useBroker } from '../../support/use-broker.ts';

const broker = useBroker({ database: 'file' });

test('every cell of the grid is equal to the row of the matrix', async () => {
  const history = new History(broker);
  for (const [number, content] of [
    ['1', 'a'],
    ['2', 'a'],
    ['3', 'b'],
    ['4', 'c'],
  ] as const)
    await history.publish('app', number, [content], { branch: 'main' });
  await history.verify('10', 'app', '1', true);
  await history.verify('10', 'app', '3', false);
  await history.verify('11', 'app', '3', true);
  await history.verify('11', 'app', '3', false);
  const db = await openDatabase(broker.database, () => new Date());
  try {
    const ids = await findPacticipantIds(db, ['app', 'core']);
    const sideOf = (name: string) => ({ id: ids.get(name) ?? 0, criteria: {} });
    const grid = await findGrid(db, { consumer: sideOf('app'), provider: sideOf('core'), limit: 100 });
    const selectors = [{ pacticipant: 'app' }, { pacticipant: 'core' }];
    const { considered } = await queryMatrix(db, { selectors, ignore: [], target: {}, latestby: 'cvpv', limit: 100 });
    const fromMatrix = considered.flatMap(({ consumer, provider, result }) =>
      result && provider.version
        ? [[consumer.version.number, provider.version.number, result.number, result.success]]
        : [],
    );
    const fromGrid = grid.pacts.flatMap((pact) =>
      grid.providers.flatMap((version) => {
        const cell = grid.cellOf(pact, version);
        return cell ? [[pact.consumerVersion, version.number, cell.result, cell.success]] : [];
      }),
    );
    expect(fromGrid).toHaveLength(4);
    expect(fromGrid.sort()).toEqual(fromMatrix.sort());
    expect(grid.pacts.map(({ consumerVersion }) => consumerVersion)).toEqual(['4', '3', '2', '1']);
    const sides = { consumer: sideOf('app'), provider: sideOf('core') };
    expect((await findGrid(db, { ...sides, limit: 4 })).hasOlderVersions).toBe(false);
    const cut = await findGrid(db, { ...sides, limit: 3 });
    expect([cut.pacts.length, cut.hasOlderVersions]).toEqual([3, true]);
    const consumer = { ...sides.consumer, criteria: { version: '3' } };
    const narrow = await findGrid(db, { ...sides, consumer, limit: 1 });
    expect([narrow.providers.length, narrow.hasOlderVersions]).toEqual([1, true]);
  } finally {
    await db.destroy();
  }
});
