import { BrokerClient } from '../broker-client/client.ts';
import { appendSummary } from '../ci/job-summary.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { provider as core } from '../contracts/interactions.ts';
import { exitCodeOfUsers, findNameUsers, type NameUsers, nameUsersReport } from '../impact/name-users.ts';
import { findPactsInForce, type SelectorJson, selectorsInForce } from '../impact/pacts-in-force.ts';
import { type FieldQuery, listReliances, type PactInForce } from '../impact/reliance.ts';
import { relianceReport } from '../impact/reliance-report.ts';
import { parseRulePath } from '../impact/rule-path.ts';
import { compareWithPacts } from '../impact/schema/compare-pacts.ts';
import { findVerdict } from '../impact/schema/finding.ts';
import { impactMarkdown, impactReport } from '../impact/schema/impact-report.ts';
import { parseSchema } from '../impact/schema/parse-schema.ts';
import { proposeDocument } from '../impact/schema/propose-document.ts';
import { readJsonFile } from '../impact/schema/read-json-file.ts';
import type { SchemaObject } from '../impact/schema/schema.ts';
import { command, commandStart } from '../text/command.ts';
import { type CoreImpact, findCoreImpact, findRecordedImpact } from './support/core-impact.ts';
import { expectedProvider } from './support/expected-provider.ts';
import { presentFinding, presentReliance } from './support/impact-json.ts';
import { type RecordedSchemas, readRecordedSchemas } from './support/recorded-schemas.ts';
import { defineCommand, type Values } from './support/run-command.ts';
import { withExistingBroker } from './support/with-broker.ts';

const options = {
  provider: { value: '<name>', default: core, description: 'provider of the messages or responses' },
  field: { value: '<Message.field>', description: 'only this field of this message: FeedbackEvent.queue_size' },
  name: {
    value: '<python.name>',
    description:
      "list who uses this name of the provider's Python API: market_data_core.Bar.resolution (exit code 0: a consumer does, 1: none is known)",
  },
  path: { value: '<path>', description: 'only this field of any message: $.items[*].price, or a header' },
  schema: {
    value: '<file>',
    description: 'compare this JSON Schema with the pacts; - is stdin (exit code 0: it fits all, 1: it breaks one)',
  },
  message: { value: '<name>', description: 'compare only this message, which the whole schema describes' },
  interaction: {
    value: '<description>',
    multiple: true,
    description: 'compare only this interaction, which the whole schema describes; may be repeated',
  },
  core: {
    value: 'python',
    description: "compare core's own classes with the pacts; core is imported by the interpreter of CORE_PYTHON",
  },
  'core-ref': { value: '<ref>', description: 'the same for core at this ref: a release (1.4.61), tag, branch or SHA' },
  answers: {
    value: '<file>',
    description: "the same with core's schemas from the file that provider:answers has written; no code of core runs",
  },
  'bodies-only': { description: 'ignore headers, status, metadata and requests, which a schema does not describe' },
  selector: {
    value: '<json>',
    multiple: true,
    description:
      'consumer version selector instead of main branches, deployed and released: \'{"branch":"feat/x"}\'; may be repeated',
  },
} as const;

type Options = Values<typeof options>;

export const run = defineCommand(
  {
    usage: commandStart('impact'),
    summary:
      'Lists which consumers rely on which fields of a provider, and what a proposed schema would break, according to the pacts in force.',
    options,
    examples: [
      command('impact', { field: 'FeedbackEvent.queue_size' }),
      command('impact', { name: 'market_data_core.Bar.resolution' }),
      command('impact', { provider: 'market-data-core', path: '$.queue_size' }),
      command('impact', { schema: 'feedback-event.json' }),
      command('impact', { core: 'python', 'core-ref': 'my-branch' }),
    ],
  },
  async (values) => {
    const config = loadConfig();
    const name = parseName(values);
    const query = name === undefined ? parseQuery(values) : {};
    const selectors = parseSelectors(values);
    const document = await loadDocument(values);
    const recorded = await loadRecorded(values, config);
    return withExistingBroker(config, async ({ access }) => {
      const pacts = await findPactsInForce(new BrokerClient(access), values.provider, selectors);
      if (name !== undefined) return printNameUsers(findNameUsers(pacts, values.provider, name), values);
      const { message, bodiesOnly } = values;
      const scope = { message, bodiesOnly, interactions: values.interaction };
      if (document) {
        const findings = compareWithPacts(pacts, proposeDocument(document, scope), scope);
        return printImpact({ subject: values.schema ?? '', findings }, values, config);
      }
      if (recorded) return printImpact(await findRecordedImpact(pacts, recorded, scope), values, config);
      if (!isCoreRequested(values)) return printReliances(pacts, query, values);
      const logProgress = values.json ? console.error : console.log;
      const impact = await findCoreImpact(pacts, config, { ref: values.coreRef, logProgress, scope });
      return printImpact(impact, values, config);
    });
  },
);

function printNameUsers(users: NameUsers, { json }: Options): 0 | 1 {
  console.log(json ? JSON.stringify(users) : nameUsersReport(users));
  return exitCodeOfUsers(users);
}

function printReliances(pacts: PactInForce[], query: FieldQuery, values: Options): 0 {
  const { provider, field, path, json } = values;
  const reliances = listReliances(pacts, query);
  const subject = field ?? [provider, path].filter(Boolean).join(' ');
  if (json) console.log(JSON.stringify({ provider, ...query, found: reliances.map(presentReliance) }));
  else console.log(relianceReport(reliances, subject));
  return 0;
}

function printImpact({ findings, subject }: CoreImpact, { json, provider }: Options, config: Config): 0 | 1 | 2 {
  const verdict = findVerdict(findings);
  if (json)
    console.log(JSON.stringify({ provider, proposed: subject, verdict, findings: findings.map(presentFinding) }));
  else console.log(impactReport(findings, subject));
  appendSummary(config.GITHUB_STEP_SUMMARY, impactMarkdown(findings, subject));
  return verdict;
}

/** @throws ContractError USAGE, SCHEMA_UNREADABLE */
async function loadDocument(values: Options): Promise<SchemaObject | undefined> {
  const { schema, core: source, field, path } = values;
  if (schema !== undefined && isCoreRequested(values))
    throw new ContractError('USAGE', 'give either --schema or --core');
  if (source !== undefined && source !== 'python')
    throw new ContractError('USAGE', `--core must be python, not ${source}: only core itself has classes`);
  const isComparison = schema !== undefined || isCoreRequested(values);
  if (isComparison && (field !== undefined || path !== undefined))
    throw new ContractError(
      'USAGE',
      '--field and --path cannot be given with --schema, --core, --core-ref or --answers',
    );
  return schema === undefined ? undefined : parseSchema(readJsonFile(schema), schema);
}

/**
 * Core's schemas from a file of answers; with --core-ref they must be of that core.
 * @throws ContractError USAGE, REF_UNKNOWN, ANSWERS_UNREADABLE, ANSWERS_OF_ANOTHER, SCHEMAS_MISSING
 */
async function loadRecorded(
  { answers, core: source, coreRef: ref }: Options,
  config: Config,
): Promise<RecordedSchemas | undefined> {
  if (answers === undefined) return undefined;
  if (source !== undefined) throw new ContractError('USAGE', 'give either --core or --answers');
  return readRecordedSchemas(
    answers,
    ref === undefined ? undefined : await expectedProvider({ provider: core, ref }, config),
  );
}

function isCoreRequested({ core: source, coreRef, answers }: Options): boolean {
  return source !== undefined || coreRef !== undefined || answers !== undefined;
}

/** A Python name is also accepted as --field: it begins with the name of a package, which is in lower case. @throws ContractError USAGE */
function parseName(values: Options): string | undefined {
  const { name = isPythonName(values.field) ? values.field : undefined } = values;
  if (name === undefined) return undefined;
  const others = [
    values.path,
    values.message,
    values.schema,
    values.interaction,
    name === values.field ? undefined : values.field,
  ];
  if (others.some((one) => one !== undefined) || isCoreRequested(values))
    throw new ContractError('USAGE', 'a Python name cannot be given with another field, a message or a schema');
  if (!/^[^\W\d]\w*(\.[^\W\d]\w*)*$/u.test(name))
    throw new ContractError('USAGE', `--name is not a Python name: ${name}`);
  return name;
}

function isPythonName(field: string | undefined): field is string {
  return field !== undefined && /^[a-z_]\w*\./.test(field);
}

function parseQuery({ field, path }: Options): FieldQuery {
  if (path?.startsWith('$') && !parseRulePath(path))
    throw new ContractError('USAGE', `--path is invalid: ${path}; write it like $.items[*].price`);
  if (!field) return { path };
  if (path) throw new ContractError('USAGE', 'give either --field or --path');
  const [, message, below = ''] = /^([A-Z]\w*)((?:[.[].+)?)$/.exec(field) ?? [];
  if (!message || !parseRulePath(`$${below}`))
    throw new ContractError('USAGE', `--field is not Message.field: ${field}`);
  return { message, path: below ? `$${below}` : undefined };
}

function parseSelectors({ selector = [] }: Options): readonly SelectorJson[] {
  return selector.length > 0 ? selector.map(parseSelector) : selectorsInForce;
}

function parseSelector(text: string): SelectorJson {
  const error = new ContractError('USAGE', `--selector is not a JSON object: ${text}`);
  try {
    const json = JSON.parse(text);
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  } catch {
    throw error;
  }
  throw error;
}
