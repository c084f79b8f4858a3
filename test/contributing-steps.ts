/** An edit of a file of the tree: a new file, or text that comes before a text that is there. */
export type Edit =
  | { readonly file: string; readonly text: string }
  | { readonly file: string; readonly before: string; readonly insert: string };

const contract: Edit[] = [
  {
    file: 'src/contracts/health-status.ts',
    text: `import { z } from 'zod';

const HealthState = z.enum(['healthy', 'degraded', 'unhealthy']);

/** The health of a service and its components. Source: market_data_core.telemetry.HealthStatus, v1.1.0. */
export const HealthStatus = z.object({
  service: z.string(),
  state: HealthState,
  components: z.array(z.object({ name: z.string(), state: HealthState })),
  version: z.string(),
  /** Unix epoch, seconds. */
  ts: z.number(),
});
export type HealthStatus = z.infer<typeof HealthStatus>;

/** A service of which one component is degraded. */
export const healthStatusExample: HealthStatus = {
  service: 'market-data-store',
  state: 'degraded',
  components: [{ name: 'database', state: 'degraded' }],
  version: '0.6.73',
  ts: 1760000000.25,
};
`,
  },
  {
    file: 'src/contracts/messages.ts',
    before: 'import { RateAdjustment }',
    insert: "import { HealthStatus } from './health-status.ts';\n",
  },
  { file: 'src/contracts/messages.ts', before: 'FeedbackEvent, RateAdjustment }', insert: 'HealthStatus, ' },
];

const interactions: Edit[] = [
  {
    file: 'src/contracts/interactions.ts',
    before: 'import type { MessageName',
    insert: "import { healthStatusExample } from './health-status.ts';\n",
  },
  {
    file: 'src/contracts/interactions.ts',
    before: '} as const;\n\n/** The case of a field',
    insert: "  /** A service, at the state in `params.state`. */\n  health: 'a service reports its health',\n",
  },
  {
    file: 'src/contracts/interactions.ts',
    before: '/** The interactions about messages;',
    insert: `const degraded: Interaction = {
  description: 'a HealthStatus that is degraded',
  message: 'HealthStatus',
  state: { name: states.health, params: { state: 'degraded' } },
  example: healthStatusExample,
  pinned: ['state'],
};

`,
  },
  { file: 'src/contracts/interactions.ts', before: '  ...rateAdjustments,\n];', insert: '  degraded,\n' },
];

const pipeline: Edit[] = [
  {
    file: 'src/pipeline/consumer.ts',
    before: '  /** The classes with which the pipeline implements',
    insert:
      '  /** Hands over a HealthStatus, as JSON text. @throws as `handleEvent` */\n  readHealth(message: string, fields: readonly string[]): Promise<Reaction>;\n',
  },
  {
    file: 'src/pipeline/python-consumer.ts',
    before: '    implementations: async',
    insert:
      "    readHealth: async (message, fields) => toReaction('HealthStatus', await ask({ ask: 'health', message, fields })),\n",
  },
  {
    file: 'src/pipeline/bridge.py',
    before: 'HANDLERS = {',
    insert: `def handle_health(request):
    record = Record(request["fields"])
    health = watched_message.watch_reads(parse("HealthStatus", request["message"]), record)
    for field in request["fields"]:
        getattr(health, field)
    return record.to_json(RecordingCoordinator())


`,
  },
  { file: 'src/pipeline/bridge.py', before: '"implementations": implementations', insert: '"health": handle_health, ' },
  {
    file: 'src/pipeline/reference-consumer.ts',
    before: '    implementations: referenceImplementations',
    insert:
      "    readHealth: (message, fields) =>\n      recordReaction('HealthStatus', message, fields, async (health) => readMessage('HealthStatus', health)),\n",
  },
  {
    file: 'src/pipeline/reference-consumer.ts',
    before: 'import type { RateAdjustment }',
    insert: "import { readMessage } from '../contracts/messages.ts';\n",
  },
  {
    file: 'test/pipeline/market-data-core.pact.test.ts',
    before: '});\n\ndescribe("the pipeline fits the parts of core\'s API in the pact"',
    insert: `
  test.each(about('HealthStatus'))('$description is read', (interaction) =>
    testInteraction(pact, interaction, async (content) => {
      const reaction = await consumer.readHealth(JSON.stringify(content), fieldsOf('HealthStatus'));
      remember('HealthStatus', reaction.fieldsRead);
      expect(reaction.calls).toEqual([]);
    }),
  );
`,
  },
];

const provider: Edit[] = [
  {
    file: 'src/provider/provider-states.ts',
    before: 'import { states }',
    insert: "import { healthStatusExample } from '../contracts/health-status.ts';\n",
  },
  {
    file: 'src/provider/provider-states.ts',
    before: '} satisfies Record<(typeof states)',
    insert: "  [states.health]: { message: 'HealthStatus' },\n",
  },
  {
    file: 'src/provider/provider-states.ts',
    before: '  RateAdjustment: rateAdjustmentExample,',
    insert: '  HealthStatus: healthStatusExample,\n',
  },
];

/** The steps of CONTRIBUTING for core's HealthStatus: what each of the first four edits. */
export const steps: readonly (readonly Edit[])[] = [contract, interactions, pipeline, provider];
