import type { FeedbackEvent } from '../../src/contracts/feedback-event.ts';
import { contractPolicy, type Interaction, interactions } from '../../src/contracts/interactions.ts';
import type { RateAdjustment } from '../../src/contracts/rate-adjustment.ts';
import { messagePact, testInteraction } from '../../src/pact/message-pact.ts';
import { FeedbackHandler } from '../../src/pipeline/feedback-handler.ts';
import { RateCoordinatorAdapter } from '../../src/pipeline/rate-coordinator-adapter.ts';
import { pactDirectory } from '../support/pact-directory.ts';

// The only tests that write the pact: Pact loses interactions when several processes write one file.
const pact = messagePact(pactDirectory());

describe('the pipeline can use what it relies on core for', () => {
  test.each(about('FeedbackEvent'))('$description becomes a rate adjustment', (interaction) =>
    testInteraction(pact, interaction, async (content) => {
      const { level, ts } = interaction.example as FeedbackEvent;
      const expected = { provider: 'ibkr', scale: contractPolicy[level], reason: level, ts };
      const applied: RateAdjustment[] = [];
      const controller = { apply: async (adjustment: RateAdjustment) => void applied.push(adjustment) };

      await new FeedbackHandler(controller, { provider: 'ibkr' }).handle(content);

      expect(applied).toEqual([expected]);
    }),
  );

  test.each(about('RateAdjustment'))('$description reaches the older coordinator', (interaction) =>
    testInteraction(pact, interaction, async (content) => {
      const { provider, reason, scale } = interaction.example as RateAdjustment;
      const calls: unknown[][] = [];
      const adapter = new RateCoordinatorAdapter({
        setGlobalPressure: (...call) => void calls.push(['setGlobalPressure', ...call]),
        setBudgetScale: (...call) => void calls.push(['setBudgetScale', ...call]),
      });

      await adapter.apply(content as RateAdjustment);

      expect(calls).toEqual([
        ['setGlobalPressure', provider, reason],
        ['setBudgetScale', provider, scale],
      ]);
    }),
  );
});

function about(message: Interaction['message']): Interaction[] {
  return interactions.filter((interaction) => interaction.message === message);
}
