import { type BrokerAccess, redactSecrets } from '../broker-client/access.ts';
import { BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { interactionsOf } from '../pact/meaning.ts';
import { originOf } from '../pact/origin.ts';
import { runOfficialCli } from './official-cli.ts';
import { findDifferences } from './pact-difference.ts';
import { type PactFile, readPacts } from './pact-files.ts';
import type { Publication } from './publication.ts';
import { assertPublicationResponse, type PublishedVersion } from './publication-response.ts';
import { findPublished, findUnrecordedNames, isPactOf, urlOf } from './published-pact.ts';

/** A pact that the broker has stored. */
export interface PublishedPact {
  readonly provider: string;
  readonly interactions: number;
  readonly url: string;
}

/**
 * Publishes the pacts of a folder with the official client (none of them if one file is not a pact) and checks that the broker has
 * stored them. Re-publishing the same content changes nothing.
 * @throws ContractError NO_PACTS, NOT_A_PACT, PACT_CHANGED (the version was published with other content; the message lists the
 *   differences), PUBLISH_NOT_CONFIRMED, BROKER_CONTRADICTION, or an error of the broker or the client
 */
export async function publishPacts(
  access: BrokerAccess,
  folder: string,
  build: Publication,
  consumer?: string,
): Promise<PublishedPact[]> {
  const pacts = readPacts(folder, consumer);
  const client = new BrokerClient(access);
  const output = await runPublish(access, client, pacts, build);
  assertPublicationResponse(output, describePublication(pacts, build), (text) => redactSecrets(text, access));
  const published = await Promise.all(pacts.map((pact) => confirmPublished(client, pact, build.version)));
  await confirmVersion(client, pacts, build);
  return published;
}

async function runPublish(access: BrokerAccess, client: BrokerClient, pacts: PactFile[], build: Publication) {
  try {
    return await runOfficialCli(access, publishArguments(pacts, build));
  } catch (error) {
    await explainConflict(client, pacts, build.version, error);
    throw error;
  }
}

/** All pacts are of one consumer. */
function describePublication(pacts: readonly PactFile[], { version }: Publication): PublishedVersion {
  const [consumer = ''] = pacts.map(({ pact }) => pact.consumer.name);
  return { consumer, version, providers: pacts.map(({ pact }) => pact.provider.name) };
}

async function confirmVersion(client: BrokerClient, pacts: readonly PactFile[], build: Publication): Promise<void> {
  const { consumer } = describePublication(pacts, build);
  const missing = await findUnrecordedNames(client, consumer, build);
  if (missing.length === 0) return;
  throw new ContractError('PUBLISH_NOT_CONFIRMED', `${missing.join(', ')} of ${consumer} ${build.version}`);
}

/** Lists the files instead of the folder, so that exactly the checked files are published. */
function publishArguments(pacts: PactFile[], { version, branch, buildUrl, tags = [] }: Publication): string[] {
  return [
    'publish',
    '--output=json',
    ...pacts.map(({ file }) => file),
    `--consumer-app-version=${version}`,
    `--branch=${branch}`,
    ...(buildUrl ? [`--build-url=${buildUrl}`] : []),
    ...(tags.length > 0 ? [`--tag=${tags.join(',')}`] : []),
  ];
}

/** Throws PACT_CHANGED with the differences. The client prints those of the broker without line breaks, so they are computed here. */
async function explainConflict(
  client: BrokerClient,
  pacts: PactFile[],
  version: string,
  cause: unknown,
): Promise<void> {
  if (!(cause instanceof ContractError) || cause.code !== 'BROKER_REFUSED') return;
  for (const pact of pacts) {
    const published = await findPublished(client, pact, version);
    if (!published) continue;
    const differences = findDifferences(published, pact.pact);
    if (differences.length === 0) continue;
    const lines = [...differences.map((difference) => `  ${difference}`), ...contractsNote(published, pact.pact)];
    throw new ContractError('PACT_CHANGED', [subjectOf(pact, version), ...lines].join('\n'), { cause });
  }
}

/** A note if the contracts have changed since the version was published. Repeating an old build then writes another pact. */
function contractsNote(published: object, here: object): string[] {
  const [before, now] = [originOf(published), originOf(here)].map((origin) =>
    origin?.code === 'python' ? origin.contracts : undefined,
  );
  if (!before || !now || before === now) return [];
  return [
    `It was published with the contracts at ${before}; these are at ${now}. Repeat it with those, or publish a new commit.`,
  ];
}

async function confirmPublished(client: BrokerClient, file: PactFile, version: string): Promise<PublishedPact> {
  const { pact } = file;
  const published = await findPublished(client, file, version);
  const subject = subjectOf(file, version);
  if (!published || !isPactOf(published, file, version)) throw new ContractError('PUBLISH_NOT_CONFIRMED', subject);
  const differences = findDifferences(published, pact);
  if (differences.length > 0)
    throw new ContractError('PUBLISH_NOT_CONFIRMED', `${subject} as it was sent:\n${differences.join('\n')}`);
  return { provider: pact.provider.name, interactions: interactionsOf(pact).length, url: urlOf(published) };
}

const subjectOf = ({ pact }: PactFile, version: string) =>
  `${pact.consumer.name} ${version} with ${pact.provider.name}`;
