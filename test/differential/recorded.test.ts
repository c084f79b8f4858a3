import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type RunningBroker, startBroker } from '../../src/broker/server.ts';
import { Broker } from './broker.ts';
import { compare } from './compare.ts';
import type { Recording } from './recording.ts';
import { story } from './story.ts';
import { tellTo } from './telling.ts';

const folder = fileURLToPath(new URL('../golden/differential/', import.meta.url));
const recordings = readdirSync(folder).filter((name) => name.endsWith('.json'));

let broker: RunningBroker;
beforeAll(async () => {
  broker = await startBroker({ database: ':memory:', port: 0 });
});
afterAll(() => broker.close());

test.each(recordings)('ours answers as the official broker did: %s', async (name) => {
  const { history, telling }: Recording = JSON.parse(readFileSync(`${folder}${name}`, 'utf8'));
  const ours = await tellTo(new Broker(broker.url), history, `told${history.seed}`);
  const { differences } = compare(history, telling, ours);
  expect(differences.map((difference) => story(history, difference))).toEqual([]);
});
