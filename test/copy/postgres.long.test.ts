import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Broker } from '../../scripts/differential/broker.ts';
import { generate, SMALL_SIZE } from '../../scripts/differential/generate.ts';
import { replay } from '../../scripts/differential/replay.ts';
import { createDatabase } from '../../scripts/support/postgres.ts';
import { startBroker } from '../../src/broker/server.ts';
import { loadConfig } from '../../src/config/config.ts';
import { copyBroker } from '../../src/copy/copy.ts';
import { openSource, openTarget } from '../../src/copy/endpoints.ts';
import { describeOnPostgres, useCluster } from '../support/postgres.ts';
import { differingAnswers, queriesFor } from './queries.ts';

describeOnPostgres('a copy from SQLite to PostgreSQL and back', () => {
  const cluster = useCluster();
  const config = loadConfig({}, 'none');
  const folder = mkdtempSync(join(tmpdir(), 'carried-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function carry(from: string, to: string) {
    const source = await openSource(from, config);
    const target = await openTarget(to, config, { dryRun: false });
    const report = await copyBroker(source.access, target.access);
    await Promise.all([source.close(), target.close(true)]);
    expect(report.differences.filter(({ affectsDecisions }) => affectsDecisions)).toEqual([]);
  }

  test('has the same answers on both', async () => {
    const places = [join(folder, 'a.sqlite'), '', join(folder, 'b.sqlite')];
    const { location, remove } = await createDatabase(cluster().url);
    places[1] = location;
    const [first = '', second = '', third = ''] = places;
    const history = generate(7, SMALL_SIZE);
    const begun = await startBroker({ database: first, port: 0 });
    await replay(new Broker(begun.url), history, 'q7');
    await begun.close();
    await carry(first, second);
    await carry(second, third);
    const brokers = await Promise.all(places.map((database) => startBroker({ database, port: 0 })));
    const [a, b, c] = brokers.map(({ url }) => new Broker(url)) as [Broker, Broker, Broker];
    const queries = await queriesFor(a, history, 'q7');
    expect(queries.length).toBeGreaterThan(50);
    expect(await differingAnswers(a, b, queries)).toEqual([]);
    expect(await differingAnswers(a, c, queries)).toEqual([]);
    await Promise.all(brokers.map((broker) => broker.close()));
    await remove();
  }, 600_000);
});
