import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { apiInteractions } from '../../src/contracts/api-checks.ts';
import type { FeedbackEvent } from '../../src/contracts/feedback-event.ts';
import {
  consumer as consumerName,
  type Interaction,
  interactions,
  provider,
} from '../../src/contracts/interactions.ts';
import { messages } from '../../src/contracts/messages.ts';
import type { RateAdjustment } from '../../src/contracts/rate-adjustment.ts';
import { messagePact, testInteraction } from '../../src/pact/message-pact.ts';
import { writeOrigin } from '../../src/pact/origin.ts';
import { consumerUnderTest, pactOrigin, policyUnderTest } from '../support/consumer.ts';
import { pactDirectory } from '../support/pact-directory.ts';
import { restoreUsage } from '../support/restore-usage.ts';
import { apiUses } from './api-uses.ts';

// The only tests that write the pact: Pact loses interactions when several processes write one file.
const pact = messagePact(pactDirectory());
const consumer = consumerUnderTest();
const policy = policyUnderTest();
const fieldsRead = new Set<string>();

afterAll(async () => {
  const description = await consumer.describe();
  await consumer.close();
  const file = join(pactDirectory(), `${consumerName}-${provider}.json`);
  if (existsSync(file)) writeOrigin(file, pactOrigin(consumer.kind, description));
  restoreUsage(file);
  const named = Object.entries(messages).flatMap(([name, { shape }]) =>
    Object.keys(shape).map((field) => `${name}.${field}`),
  );
  const neverRead = named.filter((field) => !fieldsRead.has(field));
  if (neverRead.length > 0) process.stdout.write(`named by the contract, never read: ${neverRead.join(', ')}\n`);
});

describe('the pipeline handles the messages of the pact', () => {
  test.each(about('FeedbackEvent'))('$description becomes a rate adjustment', (interaction) =>
    testInteraction(pact, interaction, async (content) => {
      const { level } = interaction.example as FeedbackEvent;
      for (const through of ['handler', 'bus'] as const) {
        const options = { fields: fieldsOf('FeedbackEvent'), through, provider: 'ibkr', policy };
        const reaction = await consumer.handleEvent(JSON.stringify(content), options);
        remember('FeedbackEvent', reaction.fieldsRead);
        expect(reaction.calls).toEqual(callsFor('ibkr', level, policy[level]));
      }
    }),
  );

  test.each(about('RateAdjustment'))('$description reaches the older coordinator', (interaction) =>
    testInteraction(pact, interaction, async (content) => {
      const { provider, reason, scale } = interaction.example as RateAdjustment;
      const reaction = await consumer.applyAdjustment(JSON.stringify(content), fieldsOf('RateAdjustment'));
      remember('RateAdjustment', reaction.fieldsRead);
      expect(reaction.calls).toEqual(callsFor(provider, reason, scale));
    }),
  );
});

describe("the pipeline fits the parts of core's API in the pact", () => {
  const useOf = apiUses(consumer);
  test.each(apiInteractions)('$check', (interaction) =>
    testInteraction(pact, interaction, (content) => useOf[interaction.check](content)),
  );
});

function about(message: Interaction['message']): Interaction[] {
  return interactions.filter((interaction) => interaction.message === message);
}

const fieldsOf = (message: Interaction['message']) => Object.keys(messages[message].shape);

const callsFor = (provider: string, level: string, scale: number) => [
  ['set_global_pressure', provider, level],
  ['set_budget_scale', provider, scale],
];

function remember(message: string, fields: readonly string[]): void {
  for (const field of fields) fieldsRead.add(`${message}.${field}`);
}
