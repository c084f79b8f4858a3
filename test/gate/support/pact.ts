import { consumer } from '../../../src/contracts/interactions.ts';

/** A message pact of the pipeline with one interaction, as a contract test would write it. */
export function pact(provider: string, level = 'soft', stateLevel = level) {
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: [
      {
        type: 'Asynchronous/Messages',
        description: 'a FeedbackEvent',
        pending: false,
        providerStates: [{ name: 'a coordinator reports backpressure', params: { level: stateLevel } }],
        contents: { contentType: 'application/json', encoded: false, content: { level, ts: 1760000000.25 } },
      },
    ],
    metadata: { pactSpecification: { version: '4.0' } },
  };
}
