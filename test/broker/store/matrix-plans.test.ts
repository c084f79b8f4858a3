import { CompiledQuery, type RawBuilder } from 'kysely';
import type { Db } from '../../../src/broker/store/database.ts';
import { selectRows } from '../../../src/broker/store/matrix-rows.ts';
import { openDatabase } from '../../../src/broker/store/open-database.ts';
import { selectVersions } from '../../../src/broker/store/selected-versions.ts';
import type { Criteria } from '../../../src/matrix/selector.ts';
import { resolved } from '../../matrix/story.ts';

let db: Db;
beforeAll(async () => {
  db = await openDatabase(':memory:', () => new Date());
});
afterAll(() => db.destroy());

/** SQLite's plan of a query, a line for each table or index that it reads. */
async function planOf(query: RawBuilder<unknown>): Promise<string[]> {
  const { sql, parameters } = query.compile(db);
  const { rows } = await db.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
  );
  return rows.map(({ detail }) => detail);
}

const wholeTable = /^SCAN (v|p|n|d|r|t|h|l|versions|tags|pact_publications|deployed_versions|released_versions)( |$)/;

test.each<Criteria>([
  { version: '1' },
  { latest: true },
  { tag: 'prod', latest: true },
  { tag: 'prod' },
  { environment: 'prod' },
  { branch: 'main', latest: true },
  { mainBranch: true, latest: true },
])('versions are found without a table scan: %j', async (criteria) => {
  const plan = await planOf(selectVersions(criteria, [1, 2]));
  expect(plan.filter((line) => wholeTable.test(line))).toEqual([]);
  expect(plan).toContain('SEARCH v USING INTEGER PRIMARY KEY (rowid=?)');
});

test('current placements are found by partial indexes', async () => {
  const plan = await planOf(selectVersions({ environment: 'prod' }, [1]));
  expect(plan.join('\n')).toMatch(/deployed_now.*\n.*\n.*\n?.*supported_now/);
});

test('only results of the selected versions are read', async () => {
  const selectors = [
    resolved('pipeline', 3, { version: '3' }),
    resolved('core', 11, { environment: 'prod' }, { type: 'inferred' }),
  ];
  const [ofVersions = ''] = (await planOf(selectRows(selectors, true))).filter((line) => line.startsWith('SEARCH l '));
  expect(ofVersions).toContain('(pact_version_id=? AND provider_version_id=?)');
});
