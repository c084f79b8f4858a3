import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Interaction, interactions } from '../../src/contracts/interactions.ts';
import { messagePact, testInteraction } from '../../src/pact/message-pact.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'message-pact-'));
});
afterEach(() => rm(directory, { recursive: true }));

const [first, second] = interactions as [Interaction, Interaction];
const use = async () => {};

const writtenDescriptions = async (): Promise<string[]> => {
  const text = await readFile(join(directory, 'market_data_pipeline-market-data-core.json'), 'utf8');
  return JSON.parse(text).interactions.map(({ description }: Interaction) => description);
};

test('the code under contract receives the example', async () => {
  const received: unknown[] = [];
  await testInteraction(messagePact(directory), first, async (content) => void received.push(content));
  expect(received).toEqual([first.example]);
});

test('an interaction that the code under contract rejects is not written', async () => {
  const pact = messagePact(directory);
  await testInteraction(pact, first, use);
  const failing = testInteraction(pact, second, () => Promise.reject(new Error('the pipeline cannot use it')));
  await expect(failing).rejects.toThrow('the pipeline cannot use it');
  expect(await writtenDescriptions()).toEqual([first.description]);
});

test('an example that violates its schema is an error before the code under contract runs', async () => {
  const broken = { ...first, example: { ...first.example, capacity: 0 } };
  const testing = testInteraction(messagePact(directory), broken as Interaction, use);
  await expect(testing).rejects.toMatchObject({
    code: 'EXAMPLE_INVALID',
    message: expect.stringContaining('capacity'),
  });
});
