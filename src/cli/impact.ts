import { BrokerClient } from '../broker-client/client.ts';
import { appendSummary } from '../ci/job-summary.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { provider as coreName } from '../contracts/interactions.ts';
import { exitCodeOfUsers, findNameUsers, type NameUsers, nameUsersReport } from '../impact/name-users.ts';
import { findPactsInForce } from '../impact/pacts-in-force.ts';
import { type FieldQuery, listReliances, type PactInForce } from '../impact/reliance.ts';
import { relianceReport, searchHint } from '../impact/reliance-report.ts';
import { compareWithPacts } from '../impact/schema/compare-pacts.ts';
import { findVerdict } from '../impact/schema/finding.ts';
import { impactMarkdown, impactReport } from '../impact/schema/impact-report.ts';
import { parseSchema } from '../impact/schema/parse-schema.ts';
import { proposeDocument } from '../impact/schema/propose-document.ts';
import { readJsonFile } from '../impact/schema/read-json-file.ts';
import { command, commandStart } from '../text/command.ts';
import { findCoreImpact, findRecordedImpact, type Impact } from './support/core-impact.ts';
import { expectedProvider } from './support/expected-provider.ts';
import { presentFinding, presentReliance } from './support/impact-json.ts';
import { assertCombinable, isCoreRequested, parseName, parseQuery, parseSelectors } from './support/impact-options.ts';
import { type RecordedSchemas, readRecordedSchemas } from './support/recorded-schemas.ts';
import { defineCommand, type Values } from './support/run-command.ts';
import { withExistingBroker } from './support/with-broker.ts';

const options = {
  provider: {
    value: '<name>',
    default: coreName,
    variable: 'PACT_PROVIDER',
    description: 'provider of the messages or responses',
  },
  field: { value: '<Message.field>', description: 'only this field of this message: FeedbackEvent.queue_size' },
  name: {
    value: '<python.name>',
    description:
      "list the consumers that use this name of the provider's Python API: market_data_core.Bar.resolution (exit code 0: at least one, 1: none, or none is known)",
  },
  path: { value: '<path>', description: 'only this field of any message: $.items[*].price, or a header' },
  schema: {
    value: '<file>',
    description:
      'compare this JSON Schema with the pacts; - is stdin (exit code 0: it fits all, 1: it breaks one, 2: undetermined)',
  },
  message: {
    value: '<name>',
    description: 'the schema is that of this message: compare only this message',
  },
  interaction: {
    value: '<description>',
    multiple: true,
    description: 'the schema is that of this interaction: compare only this interaction; may be repeated',
  },
  core: {
    value: 'python',
    description: "compare core's own classes with the pacts; core is imported by the interpreter of CORE_PYTHON",
  },
  'core-ref': {
    value: '<ref>',
    description:
      'install core at this ref, a release (1.4.61), tag, branch or SHA, and compare its own classes with the pacts',
  },
  answers: {
    value: '<file>',
    description:
      "compare core's schemas in this file, written by provider:answers, with the pacts; no code of core runs",
  },
  'bodies-only': { description: 'ignore headers, status, metadata and requests, which a schema does not describe' },
  selector: {
    value: '<json>',
    multiple: true,
    description:
      'selects the consumer versions; default: main branches, deployed, released: \'{"branch":"feat/x"}\'; may be repeated',
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
    const selectors = parseSelectors(values.selector);
    if (name === undefined) assertCombinable(values);
    const document =
      values.schema === undefined ? undefined : await parseSchema(readJsonFile(values.schema), values.schema);
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

/** A field that no pact relies on may be misspelt: that is a 1. */
function printReliances(pacts: PactInForce[], query: FieldQuery, values: Options): 0 | 1 {
  const { provider, field, path, json } = values;
  const reliances = listReliances(pacts, query);
  const subject = field ?? [provider, path].filter(Boolean).join(' ');
  if (json) console.log(JSON.stringify({ provider, ...query, found: reliances.map(presentReliance) }));
  else console.log(relianceReport(reliances, subject, field && searchHint(field, listReliances(pacts))));
  return reliances.length === 0 ? 1 : 0;
}

function printImpact({ findings, subject }: Impact, { json, provider }: Options, config: Config): 0 | 1 | 2 {
  const exitCode = findVerdict(findings);
  if (json)
    console.log(JSON.stringify({ provider, proposed: subject, exitCode, findings: findings.map(presentFinding) }));
  else console.log(impactReport(findings, subject));
  appendSummary(config.GITHUB_STEP_SUMMARY, impactMarkdown(findings, subject));
  return exitCode;
}

/**
 * Reads core's schemas from the file of --answers. With --core-ref, they must be those of core at that ref.
 * @throws ContractError REF_UNKNOWN, ANSWERS_UNREADABLE, ANSWERS_OF_ANOTHER_PROVIDER, SCHEMAS_MISSING
 */
async function loadRecorded({ answers, coreRef: ref }: Options, config: Config): Promise<RecordedSchemas | undefined> {
  if (answers === undefined) return undefined;
  return readRecordedSchemas(
    answers,
    ref === undefined ? undefined : await expectedProvider({ provider: coreName, ref }, config),
  );
}
