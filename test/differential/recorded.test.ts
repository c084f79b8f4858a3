import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestBroker, type TestBroker } from '../support/test-broker.ts';
import { Broker } from './broker.ts';
import { compare } from './compare.ts';
import type { Recording } from './recording.ts';
import { story } from './story.ts';
import { tellTo } from './telling.ts';

const folder = join(import.meta.dirname, '..', 'golden', 'differential');

describe.each(readdirSync(folder))('%s', (file) => {
  const { history, telling }: Recording = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  let broker: TestBroker;
  beforeAll(async () => {
    broker = await startTestBroker();
  });
  afterAll(() => broker.close());

  test('ours answers as the official broker did', async () => {
    const ours = await tellTo(new Broker(broker.url), history, `told${history.seed}`);
    const { differences } = compare(history, telling, ours);
    expect(differences.map((difference) => story(history, difference))).toEqual([]);
  });
});
