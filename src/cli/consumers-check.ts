import { existsSync } from 'node:fs';
import { isBrokerConfigured } from '../broker/connect.ts';
import { appendSummary } from '../ci/job-summary.ts';
import { applicationOf } from '../config/applications.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import { provider as core } from '../contracts/interactions.ts';
import { readTargets } from '../fanout/target.ts';
import { assertConsumerList, assertDistributionNames } from '../gate/consumer-list.ts';
import { findKnownConsumers, type KnownConsumer, namedConsumers } from '../gate/known-consumers.ts';
import { command, commandStart } from '../text/command.ts';
import {
  type ConsumersCheck,
  consumersMarkdown,
  consumersText,
  exitCodeOfCheck,
  presentCheck,
} from '../verification/consumers-report.ts';
import { checkConsumers } from './support/check-consumers.ts';
import { readKnownConsumers, writeKnownConsumers } from './support/known-consumers-file.ts';
import { defineCommand, type Values } from './support/run-command.ts';
import { withExistingBroker } from './support/with-broker.ts';

const DEFAULT_TARGETS = 'fanout.json';

const options = {
  provider: {
    value: '<name>',
    default: core,
    variable: 'PACT_PROVIDER',
    description: 'the provider whose consumers are checked',
  },
  'provider-ref': {
    value: '<ref>',
    description: 'its version, as the broker has it, or a release, tag, branch, SHA, folder or wheel (not with --list)',
  },
  targets: {
    value: '<file>',
    description: `the repositories of this file are consumers too (default: ${DEFAULT_TARGETS}, where it is there and the provider is ${core})`,
  },
  consumer: {
    value: '<name>',
    multiple: true,
    description:
      'a consumer too; may be repeated. With it, no broker is needed: only the named consumers are checked then',
  },
  list: { value: '<file>', description: 'check nothing: write the known consumers into this file, for --from' },
  from: {
    value: '<file>',
    description: 'the consumers of this file; no broker is asked, so no credentials are needed',
  },
} as const;

type Options = Values<typeof options>;

export const run = defineCommand(
  {
    usage: commandStart('consumers:check'),
    summary:
      'Checks a version of a provider against every known consumer, also those that never published a pact: what the newest release and the deployed ones use is read from their code.',
    options,
    examples: [
      command('consumers:check', { 'provider-ref': '1.4.61' }),
      command('consumers:check', { provider: 'httpx', 'provider-ref': '0.28.1', consumer: 'respx' }),
    ],
  },
  async (values) => {
    const config = loadConfig();
    assertDistributionNames([values.provider, ...(values.consumer ?? [])]);
    const onlyNamed = hasOnlyNames(values, config);
    const consumers = await knownConsumers(values, config, onlyNamed);
    assertConsumerList(consumers.map(({ name }) => name));
    if (values.list !== undefined) return writeList(values, values.list, consumers);
    if (values.providerRef === undefined) throw new ContractError('USAGE', '--provider-ref is required');
    const provider = { provider: values.provider, ref: values.providerRef };
    const check = { ...(await checkConsumers(consumers, provider, config)), onlyNamed };
    print(values, check);
    appendSummary(config.GITHUB_STEP_SUMMARY, consumersMarkdown(check));
    return exitCodeOfCheck(check);
  },
);

/** Whether only the consumers that options name are known. Not for `--list`: a list must be complete, which requires a broker. */
function hasOnlyNames({ consumer = [], from, list }: Options, config: Config): boolean {
  return consumer.length > 0 && from === undefined && list === undefined && !isBrokerConfigured(config);
}

async function knownConsumers(values: Options, config: Config, onlyNamed: boolean): Promise<readonly KnownConsumer[]> {
  const { from } = values;
  const provider = applicationOf(values.provider);
  if (from !== undefined) return readKnownConsumers(from, provider);
  const others = [...targetsOf(values), ...(values.consumer ?? [])].map(applicationOf);
  if (onlyNamed) return namedConsumers(provider, others);
  let found: readonly KnownConsumer[] = [];
  await withExistingBroker(config, async ({ access }) => {
    found = await findKnownConsumers(access, provider, others);
    return 0;
  });
  return found;
}

function targetsOf({ targets, provider }: Options): string[] {
  if (targets === undefined && (provider !== core || !existsSync(DEFAULT_TARGETS))) return [];
  return readTargets(targets ?? DEFAULT_TARGETS).targets.map(({ repo }) => repo);
}

function writeList({ provider, json }: Options, file: string, consumers: readonly KnownConsumer[]): 0 {
  writeKnownConsumers(file, applicationOf(provider), consumers);
  const names = consumers.map(({ name }) => name);
  console.log(
    json ? JSON.stringify({ file, consumers: names }) : `consumers of ${provider}: ${names.join(', ')} (${file})`,
  );
  return 0;
}

function print({ json }: Options, check: ConsumersCheck): void {
  console.log(json ? JSON.stringify(presentCheck(check)) : consumersText(check));
}
