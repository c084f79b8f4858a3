import { BrokerClient } from '../src/broker-client.ts';
import { loadConfig } from '../src/config.ts';
import { provider as core } from '../src/contracts/interactions.ts';
import { ContractError } from '../src/errors.ts';
import { type ConsumerVersionSelector, inForce, pactsInForce } from '../src/impact/pacts-in-force.ts';
import { type FieldQuestion, reliances } from '../src/impact/reliance.ts';
import { relianceReport } from '../src/impact/reliance-report.ts';
import { runCommand, type Values } from './support/command.ts';
import { withBroker } from './support/with-broker.ts';

const command = {
  usage: 'npm run impact --',
  summary: 'Says which consumers rely on which fields of a provider, and how strictly: the pacts in force decide.',
  options: {
    provider: { value: '<name>', default: core, description: 'whose messages or answers' },
    field: { value: '<Message.field>', description: 'only this field of this message: FeedbackEvent.queue_size' },
    path: { value: '<path>', description: 'only this field, whatever the message: $.items[*].price, or a header' },
    selector: {
      value: '<json>',
      multiple: true,
      description: 'a consumer version selector instead of those in force: \'{"branch":"feat/x"}\'; may be repeated',
    },
  },
  examples: [
    'npm run impact -- --field FeedbackEvent.queue_size',
    "npm run impact -- --provider market-data-core --path '$.queue_size'",
  ],
} as const;

type Options = Values<typeof command.options>;

await runCommand(command, async (options) =>
  withBroker(loadConfig(), async (broker) => {
    const question = questionOf(options);
    const pacts = await pactsInForce(new BrokerClient(broker.access), options.provider, selectorsOf(options));
    const found = reliances(pacts, question);
    const subject = options.field ?? [options.provider, options.path].filter(Boolean).join(' ');
    console.log(
      options.json
        ? JSON.stringify({ provider: options.provider, ...question, found })
        : relianceReport(found, subject),
    );
    return 0;
  }),
);

function questionOf({ field, path }: Options): FieldQuestion {
  if (!field) return { path };
  if (path) throw new ContractError('USAGE', 'give either --field or --path');
  const [, message, below = ''] = /^([A-Z]\w*)((?:[.[].+)?)$/.exec(field) ?? [];
  if (!message) throw new ContractError('USAGE', `--field is not Message.field: ${field}`);
  return { message, path: below ? `$${below}` : undefined };
}

function selectorsOf({ selector = [] }: Options): readonly ConsumerVersionSelector[] {
  return selector.length > 0 ? selector.map(parseSelector) : inForce;
}

function parseSelector(text: string): ConsumerVersionSelector {
  try {
    const json = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch {
    // told below
  }
  throw new ContractError('USAGE', `--selector is not a JSON object: ${text}`);
}
