import { BrokerClient } from '../broker-client/client.ts';
import { appendSummary } from '../ci/job-summary.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { provider as core } from '../contracts/interactions.ts';
import { type ConsumerVersionSelector, inForce, pactsInForce } from '../impact/pacts-in-force.ts';
import { type FieldQuestion, type PactInForce, reliances } from '../impact/reliance.ts';
import { relianceReport } from '../impact/reliance-report.ts';
import { parseRulePath } from '../impact/rule-path.ts';
import { compare } from '../impact/schema/compare.ts';
import { verdictOf } from '../impact/schema/finding.ts';
import { impactMarkdown, impactReport } from '../impact/schema/impact-report.ts';
import { proposeDocument } from '../impact/schema/propose-document.ts';
import { readDocument } from '../impact/schema/read-document.ts';
import { readSchema } from '../impact/schema/read-schema.ts';
import type { SchemaObject } from '../impact/schema/schema.ts';
import { commandStart } from '../text/command.ts';
import { runCommand, type Values } from './support/command.ts';
import { type CoreImpact, coreImpact } from './support/core-impact.ts';
import { withBroker } from './support/with-broker.ts';

const definition = {
  usage: commandStart('impact'),
  summary:
    'Says which consumers rely on which fields of a provider, and what a proposed schema would break: the pacts in force decide.',
  options: {
    provider: { value: '<name>', default: core, description: 'whose messages or answers' },
    field: { value: '<Message.field>', description: 'only this field of this message: FeedbackEvent.queue_size' },
    path: { value: '<path>', description: 'only this field, whatever the message: $.items[*].price, or a header' },
    schema: {
      value: '<file>',
      description: 'compare this JSON Schema with the pacts (- is stdin): 0 keeps all, 1 breaks',
    },
    message: { value: '<name>', description: 'compare only this message, which the whole schema describes' },
    interaction: {
      value: '<description>',
      multiple: true,
      description: 'compare only this interaction, which the whole schema describes; may be repeated',
    },
    core: {
      value: 'python',
      description: "compare core's own classes with the pacts, by the interpreter in CORE_PYTHON",
    },
    'core-ref': { value: '<ref>', description: 'the same, of this core: a release (1.4.61), or a tag, branch or SHA' },
    'bodies-only': { description: 'take headers, status, metadata and requests as kept: a schema cannot tell' },
    selector: {
      value: '<json>',
      multiple: true,
      description: 'a consumer version selector instead of those in force: \'{"branch":"feat/x"}\'; may be repeated',
    },
  },
  examples: [
    `${commandStart('impact')} --field FeedbackEvent.queue_size`,
    `${commandStart('impact')} --provider market-data-core --path '$.queue_size'`,
    `${commandStart('impact')} --schema feedback-event.json`,
    `${commandStart('impact')} --core python --core-ref my-branch`,
  ],
} as const;

type Options = Values<typeof definition.options>;

await runCommand(definition, async (options) => {
  const config = loadConfig();
  const question = questionOf(options);
  const selectors = selectorsOf(options);
  const document = await documentOf(options);
  return withBroker(config, async ({ access }) => {
    const pacts = await pactsInForce(new BrokerClient(access), options.provider, selectors);
    const scope = { ...options, bodiesOnly: options['bodies-only'], interactions: options.interaction };
    if (document) {
      const findings = compare(pacts, proposeDocument(document, scope), scope);
      return tellImpact({ subject: options.schema ?? '', findings }, options, config);
    }
    if (!asksCore(options)) return tellReliances(pacts, question, options);
    const say = options.json ? console.error : console.log;
    return tellImpact(await coreImpact(pacts, config, { ref: options['core-ref'], say, scope }), options, config);
  });
});

function tellReliances(pacts: PactInForce[], question: FieldQuestion, options: Options): 0 {
  const { provider, field, path, json } = options;
  const found = reliances(pacts, question);
  const subject = field ?? [provider, path].filter(Boolean).join(' ');
  console.log(json ? JSON.stringify({ provider, ...question, found }) : relianceReport(found, subject));
  return 0;
}

function tellImpact({ findings, subject }: CoreImpact, { json, provider }: Options, config: Config): 0 | 1 | 2 {
  const verdict = verdictOf(findings);
  console.log(
    json ? JSON.stringify({ provider, proposed: subject, verdict, findings }) : impactReport(findings, subject),
  );
  appendSummary(config.GITHUB_STEP_SUMMARY, impactMarkdown(findings, subject));
  return verdict;
}

async function documentOf(options: Options): Promise<SchemaObject | undefined> {
  const { schema, core: source, field, path } = options;
  const [compares, asks] = [schema !== undefined || asksCore(options), field !== undefined || path !== undefined];
  if (schema !== undefined && asksCore(options)) throw new ContractError('USAGE', 'give either --schema or --core');
  if (source !== undefined && source !== 'python')
    throw new ContractError('USAGE', `--core is python, not ${source}: only core itself has classes`);
  if (compares && asks)
    throw new ContractError('USAGE', '--field and --path ask who relies on it; to compare, leave them out');
  return schema === undefined ? undefined : readSchema(readDocument(schema), schema);
}

function asksCore({ core: source, 'core-ref': ref }: Options): boolean {
  return source !== undefined || ref !== undefined;
}

function questionOf({ field, path }: Options): FieldQuestion {
  if (path?.startsWith('$') && !parseRulePath(path))
    throw new ContractError('USAGE', `--path cannot be read: ${path}; it is written like $.items[*].price`);
  if (!field) return { path };
  if (path) throw new ContractError('USAGE', 'give either --field or --path');
  const [, message, below = ''] = /^([A-Z]\w*)((?:[.[].+)?)$/.exec(field) ?? [];
  if (!message || !parseRulePath(`$${below}`))
    throw new ContractError('USAGE', `--field is not Message.field: ${field}`);
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
