/** The versions of a history at the broker, and which of its cells are shown. */
import type { BrokerClient } from '../../broker-client/client.ts';
import { applicationOf } from '../../config/applications.ts';
import { ContractError } from '../../config/errors.ts';
import type { HistoryRow } from '../../verification/history-row.ts';
import type { PactToVerify } from '../../verification/pact-to-verify.ts';

/**
 * Creates the versions that the broker does not have. Brokers order versions by their creation: they are created in the given order, and
 * without a branch.
 */
export async function createVersions(
  broker: BrokerClient,
  provider: string,
  versions: readonly string[],
): Promise<void> {
  const unknown: string[] = [];
  for (const version of versions) if (!(await broker.find(versionPath(provider, version)))) unknown.push(version);
  for (const version of unknown) await broker.put(versionPath(provider, version), {});
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
