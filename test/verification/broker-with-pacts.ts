import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BrokerClient } from '../../src/broker-client/client.ts';
import type { Hal } from '../../src/broker-client/hal.ts';
import { ORIGIN_KEY } from '../../src/pact/origin.ts';

/** A pact as it is in a file. */
export interface PactFile {
  consumer: { name: string };
  provider: { name: string };
  interactions: object[];
}

/** A name that no other test uses at the same broker. */
export const freshName = (name: string): string => `${name}-${randomUUID().slice(0, 8)}`;

const written = readFileSync('pacts/market_data_pipeline-market-data-core.json', 'utf8');

/** The pipeline's own pact, under other names, as it was written: it states the number of its messages. */
export function writtenPact(consumer: string, provider: string): PactFile {
  return { ...JSON.parse(written), consumer: { name: consumer }, provider: { name: provider } };
}

/** The pipeline's own pact, under other names. A test may give it other interactions. */
export function pipelinePact(consumer: string, provider: string): PactFile {
  const { metadata, ...pact } = JSON.parse(written);
  return {
    ...pact,
    metadata: { ...metadata, [ORIGIN_KEY]: undefined },
    consumer: { name: consumer },
    provider: { name: provider },
  };
}

/** Publishes a pact as a version of its consumer. */
export function publish(url: string, pact: PactFile, version: string, branch = 'main', token?: string): Promise<Hal> {
  const content = Buffer.from(JSON.stringify(pact)).toString('base64');
  const { consumer, provider } = pact;
  const contract = { consumerName: consumer.name, providerName: provider.name, specification: 'pact', content };
  return new BrokerClient({ url, token }).post('/contracts/publish', {
    pacticipantName: consumer.name,
    pacticipantVersionNumber: version,
    branch,
    contracts: [{ ...contract, contentType: 'application/json' }],
  });
}

/** The result that the broker's matrix shows for two versions: true, false, or null when there is none. */
export async function resultAt(
  url: string,
  consumer: string,
  version: string,
  provider: string,
  providerVersion: string,
  token?: string,
) {
  const query = `q[][pacticipant]=${consumer}&q[][version]=${version}&q[][pacticipant]=${provider}&q[][version]=${encodeURIComponent(providerVersion)}`;
  const { matrix } = await new BrokerClient({ url, token }).get(`/matrix?${query}&latestby=cvpv`);
  return matrix[0]?.verificationResult?.success ?? null;
}
