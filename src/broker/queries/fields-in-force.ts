import { type ConsumerVersion, listReliances, type Reliance } from '../../impact/reliance.ts';
import type { ConsumerVersionSelector } from '../../matrix/consumer-version-selector.ts';
import { selectPacts } from '../pacts-for-verification/select.ts';
import type { Db } from '../store/database.ts';
import { listContents } from '../store/pacts.ts';
import { findVersionDetails } from '../store/version-details.ts';
import type { Urls } from '../url/urls.ts';

/** The pacts that a provider must not break: those of its consumers' main branches, and of deployed and released versions. */
const inForce: readonly ConsumerVersionSelector[] = [
  { kind: 'main-branch' },
  { kind: 'deployed' },
  { kind: 'released' },
];

/** Which consumer relies on which field of a provider, by the pacts in force. */
export async function findReliances(
  db: Db,
  provider: { readonly id: number; readonly name: string },
  urls: Urls,
): Promise<Reliance[]> {
  const selected = await selectPacts(db, provider.id, inForce);
  const contents = await listContents(
    db,
    selected.map(({ pact }) => pact.pactVersionId),
  );
  const ids = selected.flatMap(({ selectors }) => selectors.map(({ version }) => version.id));
  const details = await findVersionDetails(db, [...new Set(ids)]);
  const versionOf = ({ id, number }: { id: number; number: string }): ConsumerVersion => ({
    number,
    branches: details.get(id)?.branches.map(({ name }) => name) ?? [],
    environments: details.get(id)?.environments.map(({ name }) => name) ?? [],
  });
  return listReliances(
    selected.map(({ pact, selectors }) => {
      const versions = new Map(selectors.map(({ version }) => [version.id, versionOf(version)]));
      return {
        consumer: pact.consumer,
        versions: [...versions.values()],
        url: urls.pactVersion(provider.name, pact.consumer, pact.sha),
        pact: JSON.parse(contents.get(pact.pactVersionId) ?? '{}'),
      };
    }),
  );
}
