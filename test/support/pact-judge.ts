import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pact, Verifier } from '@pact-foundation/pact';
import type { Probe } from './pact-verdicts.ts';

// Run by pact-verdicts.ts: writes the probes into a pact, has them verified, and leaves the verdicts in the folder.
const folder = process.argv[2] ?? '';
const probes: Probe[] = JSON.parse(readFileSync(join(folder, 'probes.json'), 'utf8'));
const file = join(folder, 'consumer-provider.json');
const named = (probe: number, message: number) => `probe ${probe} message ${message}`;

const pact = new Pact({ consumer: 'consumer', provider: 'provider', dir: folder, logLevel: 'error' });
for (const [probe, { content }] of probes.entries())
  await pact
    .addAsynchronousInteraction()
    .expectsToReceive(`${probe}`, (builder) => {
      builder.withJSONContent(content);
    })
    .executeTest(async () => {});

// Each interaction as Pact wrote it, once for each message.
const written = JSON.parse(readFileSync(file, 'utf8'));
const copies = (interaction: { description: string }) =>
  probes[Number(interaction.description)]?.messages.map((_, message) => ({
    ...interaction,
    description: named(Number(interaction.description), message),
  })) ?? [];
writeFileSync(file, JSON.stringify({ ...written, interactions: written.interactions.flatMap(copies) }));

const asSent = (message: string) => async () => ({
  __pactMessageMetadata: { contentType: 'application/json' },
  message,
});
const providers = probes.flatMap(({ messages }, probe) =>
  messages.map((message, at) => [named(probe, at), asSent(message)] as const),
);
const report = await new Verifier({
  provider: 'provider',
  pactUrls: [file],
  logLevel: 'error',
  messageProviders: Object.fromEntries(providers),
})
  .verifyProvider()
  .catch((error: Error) => error.message);

const results: { description: string; result: string }[] = JSON.parse(report).interactionResults;
const passed = new Map(results.map(({ description, result }) => [description, result === 'OK']));
const verdicts = probes.map(({ messages }, probe) => messages.map((_, at) => passed.get(named(probe, at))));
writeFileSync(join(folder, 'verdicts.json'), JSON.stringify(verdicts));
