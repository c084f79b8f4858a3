import { join, relative } from 'node:path';
import { applicationOf, distributionOf, isDistributionName } from '../config/applications.ts';
import { type Config, loadConfig } from '../config/config.ts';
import { ContractError } from '../config/errors.ts';
import type { Distribution } from '../python/distribution.ts';
import { PYTHON_CACHE_FOLDER } from '../python/environment.ts';
import { defaultPython } from '../python/interpreter.ts';
import { command, commandStart } from '../text/command.ts';
import {
  acceptFindings,
  exceptionsFile,
  type MatchedFindings,
  matchExceptions,
  readExceptions,
  type UsageException,
  writeExceptions,
} from '../usage/exceptions.ts';
import { withoutFindings } from '../usage/findings.ts';
import { usagePart } from '../usage/pact.ts';
import { type Pair, pactFileOf, writeUsagePact } from '../usage/pact-file.ts';
import { type ReadContract, readContract } from '../usage/read-contract.ts';
import { type UsageReport, usageReport } from '../usage/usage-report.ts';
import { namedDistribution, sourceOf } from './support/named-distribution.ts';
import { publishUsage } from './support/publish-usage.ts';
import { publishWrittenUsage } from './support/publish-written-usage.ts';
import { defineCommand, type Values } from './support/run-command.ts';

/** How long findings are accepted by default. */
const DEFAULT_ACCEPTED_DAYS = 90;
/** Next to the pacts; no command searches it for pacts. */
const EXCEPTIONS_FOLDER = 'exceptions';

const options = {
  consumer: {
    value: '<distribution>',
    required: true,
    description: 'whose code is read: name==release, name@git-ref, a folder (./consumer) or a wheel',
  },
  provider: { value: '<name>', required: true, description: 'the distribution whose names it uses' },
  with: {
    value: '<ref>',
    description:
      "the provider's release, git ref, folder or wheel that types are read from (default: the newest that the consumer's requirement allows)",
  },
  as: { value: '<name>', description: 'name of the consumer at the Pact Broker (default: that of the distribution)' },
  'pact-dir': { value: '<folder>', default: 'pacts', description: 'folder of the pact, which is written or extended' },
  'exceptions-dir': {
    value: '<folder>',
    description: 'folder of the file of exceptions (default: exceptions, in the folder of the pact)',
  },
  'accept-findings': {
    value: '<reason>',
    description: 'write the uses that do not fit to the file of exceptions, which is committed, with this reason',
  },
  until: {
    value: '<date>',
    description: `with --accept-findings: until when (default: ${DEFAULT_ACCEPTED_DAYS} days)`,
  },
  publish: { description: "publish the pact at the consumer's version" },
  'publish-only': {
    description:
      'publish the pact that is in the folder already, if it was read from this --consumer; nothing is installed',
  },
  branch: {
    value: '<name>',
    description:
      "with --publish or --publish-only: the consumer's branch (default: the branch of its folder or commit if it can be determined, else its main branch)",
  },
} as const;

type Options = Values<typeof options>;

export const run = defineCommand(
  {
    usage: commandStart('pact:usage'),
    summary: "Reads what a Python distribution uses of another from its code, and writes it into the pair's pact.",
    options,
    examples: [
      command('pact:usage', { consumer: 'market-data-ibkr==1.1.7', provider: 'market-data-core' }),
      command('pact:usage', { consumer: './consumer', provider: 'httpx', publish: true }),
    ],
  },
  async (values) => {
    const config = loadConfig();
    if (!isDistributionName(values.provider))
      throw new ContractError(
        'USAGE',
        `--provider is the name of a Python distribution, such as market-data-core, and cannot be ${JSON.stringify(values.provider)}`,
      );
    if (values.publishOnly) return publishOnly(values, config);
    const named = await namedDistribution('consumer', values.consumer, config);
    const contract = await readUsageContract(named, values, config);
    const pair = { consumer: values.as ?? applicationOf(contract.consumer.distribution), provider: providerOf(values) };
    const file = pactFileOf(values.pactDir, pair);
    const { matched, report } = matchFindings(values, contract, pair);
    const { usage, consumer, requirement } = contract;
    const { provider } = usage;
    const extras = requirement?.extras ?? [];
    const part = usagePart({ consumer, provider, requirement: requirement?.specifier, extras, uses: report.uses });
    writeUsagePact(file, pair, part);
    const fits = matched.open.length + matched.unnecessary.length + matched.expired.length === 0;
    const published =
      values.publish && fits
        ? await publishUsage(file, consumer, { branch: values.branch, source: named.source }, config)
        : undefined;
    printUsage(values, { file, report, fits, published });
    return fits ? 0 : 1;
  },
);

/** Publishes, in a job with the broker's credentials, the usage that a job without them has read. */
async function publishOnly(values: Options, config: Config): Promise<0> {
  if (values.with ?? values.acceptFindings ?? values.until ?? values.exceptionsDir)
    throw new ContractError(
      'USAGE',
      '--publish-only reads nothing: leave out --with, --exceptions-dir, --accept-findings and --until',
    );
  const consumer = await namedDistribution('consumer', values.consumer, config);
  const pair = { consumer: values.as ?? applicationOf(consumer.name), provider: providerOf(values) };
  const file = pactFileOf(values.pactDir, pair);
  const published = await publishWrittenUsage(file, { pair, consumer }, values, config);
  console.log(values.json ? JSON.stringify({ file: relative('', file), published }) : `published: ${published}`);
  return 0;
}

async function readUsageContract(consumer: Distribution, values: Options, config: Config): Promise<ReadContract> {
  const provider = distributionOf(values.provider);
  const source = values.with === undefined ? undefined : await sourceOf(provider, values.with, config);
  return readContract(
    { consumer, provider, with: source },
    {
      python: defaultPython,
      cacheFolder: PYTHON_CACHE_FOLDER,
      env: process.env,
      progress: (line) => console.error(`  ${line}`),
    },
  );
}

/** Matches the findings with the exceptions; with --accept-findings those that are open become exceptions. */
function matchFindings(
  values: Options,
  contract: ReadContract,
  pair: Pair,
): { matched: MatchedFindings; report: UsageReport } {
  const { usage, judged, consumer, requirement } = contract;
  const required = judged.findings.filter((finding) => finding.required);
  const file = exceptionsFile(values.exceptionsDir ?? join(values.pactDir, EXCEPTIONS_FOLDER), pair);
  const today = new Date();
  const exceptions = acceptOpenFindings(
    values,
    file,
    matchExceptions(required, readExceptions(file), dateOf(today)),
    today,
  );
  const matched = matchExceptions(required, exceptions, dateOf(today));
  const report = {
    consumer: `${consumer.distribution} ${consumer.version}`,
    provider: `${usage.provider.name} ${usage.provider.version}`,
    requirement: requirement?.specifier,
    matched,
    off: judged.findings.filter((finding) => !finding.required),
    uses: withoutFindings(judged.uses, matched.accepted),
    unresolved: [...usage.unresolved, ...judged.unresolved],
  };
  return { matched, report };
}

function acceptOpenFindings(values: Options, file: string, matched: MatchedFindings, today: Date): UsageException[] {
  const exceptions = readExceptions(file);
  const { acceptFindings: reason, until } = values;
  if (reason === undefined) {
    if (until) throw new ContractError('USAGE', '--until needs --accept-findings');
    return exceptions;
  }
  const end = until ?? dateOf(new Date(today.getTime() + DEFAULT_ACCEPTED_DAYS * 86_400_000));
  if (!/^\d{4}-\d\d-\d\d$/.test(end)) throw new ContractError('USAGE', `--until is not a date like 2027-01-31: ${end}`);
  const accepted = acceptFindings(matched, exceptions, { reason, today: dateOf(today), until: end });
  writeExceptions(file, accepted);
  return accepted;
}

function dateOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function providerOf({ provider }: Options): string {
  return applicationOf(provider);
}

interface Written {
  readonly file: string;
  readonly report: UsageReport;
  readonly fits: boolean;
  readonly published: string | undefined;
}

function printUsage(values: Options, { file, report, fits, published }: Written): void {
  const path = relative('', file);
  if (values.json) {
    const { matched, ...others } = report;
    console.log(JSON.stringify({ ...others, held: matched, fits, file: path, published: published ?? null }));
    return;
  }
  console.log(usageReport(report));
  console.log(`wrote ${path}${published ? `, published: ${published}` : ''}`);
  if (fits) return;
  const next = command('pact:usage', acceptingFindings(values));
  console.log(`${values.publish ? 'Not published. ' : ''}Correct the consumer, or accept what does not fit: ${next}`);
}

/** The options of a run that repeats this one and accepts the findings. */
function acceptingFindings({ consumer, provider, with: baseline, as, pactDir, exceptionsDir }: Options) {
  return {
    consumer,
    provider,
    ...(baseline && { with: baseline }),
    ...(as && { as }),
    ...(pactDir !== options['pact-dir'].default && { 'pact-dir': pactDir }),
    ...(exceptionsDir && { 'exceptions-dir': exceptionsDir }),
    'accept-findings': '<reason>',
  };
}
