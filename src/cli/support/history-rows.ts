/** Which stored rows a history may use, and which of its cells are shown. */
import { createHash } from 'node:crypto';
import type { BrokerClient } from '../../broker-client/client.ts';
import { applicationOf } from '../../config/applications.ts';
import { ContractError } from '../../config/errors.ts';
import type { HistoryRow } from '../../verification/history.ts';
import type { PactToVerify } from '../../verification/pact-to-verify.ts';

/**
 * Rows belong to the pacts that they were made from, and to the broker that has their results.
 * @param recorded where the results are recorded; false when they are not
 */
export function keyOfRows(pacts: readonly PactToVerify[], recorded: string | false): string {
  const contents = pacts.map(({ consumer, consumerVersions, interactions }) => [
    consumer,
    consumerVersions,
    interactions,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([contents, recorded]))
    .digest('hex');
}

/** The releases that are not in the broker and so have no results there, in the given order. */
export async function findUnknownVersions(
  broker: BrokerClient,
  provider: string,
  releases: readonly string[],
): Promise<string[]> {
  const unknown: string[] = [];
  for (const release of releases) if (!(await broker.find(versionPath(provider, release)))) unknown.push(release);
  return unknown;
}

/** Brokers order versions by their creation: they are created in the given order, and without a branch. */
export async function createVersions(
  broker: BrokerClient,
  provider: string,
  releases: readonly string[],
): Promise<void> {
  for (const release of releases) await broker.put(versionPath(provider, release), {});
}

function versionPath(provider: string, release: string): string {
  return `/pacticipants/${encodeURIComponent(provider)}/versions/${encodeURIComponent(release)}`;
}

/**
 * The names at the broker of the consumers that are shown; undefined shows all.
 * @throws ContractError NOTHING_TO_VERIFY for one that has no pact in force
 */
export function chosenConsumers(
  names: readonly string[] | undefined,
  pacts: readonly PactToVerify[],
  provider: string,
): readonly string[] | undefined {
  const known = [...new Set(pacts.map(({ consumer }) => consumer))].sort();
  return names?.map((name) => {
    const found = known.find((one) => one === name) ?? known.find((one) => one === applicationOf(name));
    if (found) return found;
    throw new ContractError(
      'NOTHING_TO_VERIFY',
      `${name} has no pact with ${provider} in force (--consumer takes ${known.join(', ')})`,
    );
  });
}

/** A row with the cells of these consumers only. */
export function onlyConsumers(row: HistoryRow, consumers: readonly string[] | undefined): HistoryRow {
  if (!consumers) return row;
  const isShown = ({ consumer }: HistoryRow['cells'][number]) =>
    consumers.some((name) => consumer === name || consumer.startsWith(`${name} `));
  return { ...row, cells: row.cells.filter(isShown) };
}
