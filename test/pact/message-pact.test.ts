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

const written = async (): Promise<string[]> => {
  const text = await readFile(join(directory, 'market_data_pipeline-market-data-core.json'), 'utf8');
  return JSON.parse(text).interactions.map(({ description }: Interaction) => description);
};

test('the code under contract gets the example, and only what it can use is written', async () => {
  const pact = messagePact(directory);
  const received: unknown[] = [];
  await testInteraction(pact, first, async (content) => void received.push(content));
  const failing = testInteraction(pact, second, () => Promise.reject(new Error('the pipeline cannot use it')));
  await expect(failing).rejects.toThrow('the pipeline cannot use it');
  expect(received).toEqual([first.example]);
  expect(await written()).toEqual([first.description]);
});

test('an example that breaks its schema is refused before the code under contract sees it', async () => {
  const broken = { ...first, example: { ...first.example, capacity: 0 } };
  const testing = testInteraction(messagePact(directory), broken as Interaction, use);
  await expect(testing).rejects.toMatchObject({
    code: 'EXAMPLE_INVALID',
    message: expect.stringContaining('capacity'),
  });
});
