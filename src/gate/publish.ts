import { type BrokerAccess, BrokerClient } from '../broker-client/client.ts';
import { ContractError } from '../config/errors.ts';
import { originOf } from '../pact/origin.ts';
import { officialCli } from './official-cli.ts';
import { differences } from './pact-difference.ts';
import { type PactFile, readPacts } from './pact-files.ts';
import { addressOf, findPublished } from './published-pact.ts';

/** The build of the consumer that the pacts belong to. */
export interface Publication {
  readonly version: string;
  readonly branch: string;
  readonly buildUrl?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** A pact that the broker has now. */
export interface PublishedPact {
  readonly provider: string;
  readonly interactions: number;
  readonly url: string;
}

/**
 * Publishes the pacts of a folder with the official client (none of them if one file is not a pact) and checks that the broker has
 * them. Publishing the same content again changes nothing.
 * @throws ContractError NO_PACTS, NOT_A_PACT, PACT_CHANGED (this version has another content; the message lists the differences), PUBLISH_NOT_CONFIRMED, or what the
 *   broker or the client failed with
 */
export async function publishPacts(
  access: BrokerAccess,
  folder: string,
  build: Publication,
  consumer?: string,
): Promise<PublishedPact[]> {
  const pacts = readPacts(folder, consumer);
  const client = new BrokerClient(access);
  try {
    await officialCli(access, publishArguments(pacts, build));
  } catch (error) {
    await explainConflict(client, pacts, build.version, error);
    throw error;
  }
  return Promise.all(pacts.map((pact) => confirm(client, pact, build.version)));
}

/** The files by name, not the folder, so that exactly the checked files are published. */
function publishArguments(pacts: PactFile[], { version, branch, buildUrl, tags = [] }: Publication): string[] {
  return [
    'publish',
    ...pacts.map(({ file }) => file),
    `--consumer-app-version=${version}`,
    `--branch=${branch}`,
    ...(buildUrl ? [`--build-url=${buildUrl}`] : []),
    ...(tags.length > 0 ? [`--tag=${tags.join(',')}`] : []),
  ];
}

/** The client prints the broker's differences without line breaks, so they are computed here. */
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
    const places = differences(published, pact.pact);
    if (places.length === 0) continue;
    throw new ContractError(
      'PACT_CHANGED',
      [subject(pact, version), ...places.map((place) => `  ${place}`), ...contractsMoved(published, pact.pact)].join(
        '\n',
      ),
      { cause },
    );
  }
}

/** The contracts may have changed since the version was published: repeating an old build then writes another pact. */
function contractsMoved(published: object, here: object): string[] {
  const [before, now] = [originOf(published), originOf(here)].map((origin) =>
    origin?.code === 'python' ? origin.contracts : undefined,
  );
  if (!before || !now || before === now) return [];
  return [
    `It was published with the contracts at ${before}; these are at ${now}. Repeat it with those, or publish a new commit.`,
  ];
}

async function confirm(client: BrokerClient, { pact, file }: PactFile, version: string): Promise<PublishedPact> {
  const published = await findPublished(client, { pact, file }, version);
  if (!published) throw new ContractError('PUBLISH_NOT_CONFIRMED', subject({ pact, file }, version));
  const places = differences(published, pact);
  if (places.length > 0)
    throw new ContractError(
      'PUBLISH_NOT_CONFIRMED',
      `${subject({ pact, file }, version)} as it was sent:\n${places.join('\n')}`,
    );
  return { provider: pact.provider.name, interactions: pact.interactions.length, url: addressOf(published) };
}

const subject = ({ pact }: PactFile, version: string) => `${pact.consumer.name} ${version} with ${pact.provider.name}`;
