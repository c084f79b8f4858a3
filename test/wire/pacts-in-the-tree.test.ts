import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumer } from '../../src/contracts/interactions.ts';
import { messagePact, testInteraction } from '../../src/pact/message-pact.ts';
import { originOf, withoutOrigin } from '../../src/pact/origin.ts';
import { wireInteractions, wireProvider } from '../../src/wire/interactions.ts';

const folder = mkdtempSync(join(tmpdir(), 'wire-pact-'));
afterAll(() => rmSync(folder, { recursive: true }));
const name = `${consumer}-${wireProvider}.json`;
const committed = readFileSync(join('pacts/wire', name), 'utf8');

test('the committed pact has the declared interactions', async () => {
  const pact = messagePact(folder, wireProvider);
  for (const interaction of wireInteractions) await testInteraction(pact, interaction, async () => {});
  expect(withoutOrigin(committed)).toBe(withoutOrigin(readFileSync(join(folder, name), 'utf8')));
});

test('the pipeline itself has written the committed pact', () => {
  expect(originOf(JSON.parse(committed))).toMatchObject({ code: 'python', distribution: 'market-data-pipeline' });
});
