import { type ConsumerVersion, type Reliance, reliancesOf, sortReliances } from '../../impact/reliance.ts';
import type { ConsumerVersionSelector } from '../../matrix/consumer-version-selector.ts';
import { yieldIfBusy } from '../event-loop.ts';
import { runCooperatively } from '../pact-json/cooperative.ts';
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

export interface FoundReliances {
  /** By field name, then by consumer. */
  readonly reliances: readonly Reliance[];
  /** The pacts that were not read. */
  readonly tooLarge: readonly { readonly consumer: string; readonly url: string }[];
}

interface Provider {
  readonly id: number;
  readonly name: string;
}

/** Which consumer relies on which field of a provider, by the pacts in force whose content `isReadable` accepts. Yields to other requests. */
export async function findReliances(
  db: Db,
  provider: Provider,
  urls: Urls,
  isReadable: (content: string) => Promise<boolean>,
): Promise<FoundReliances> {
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
  const reliances: Reliance[] = [];
  const tooLarge: FoundReliances['tooLarge'][number][] = [];
  for (const { pact, selectors } of selected) {
    const { consumer } = pact;
    const content = contents.get(pact.pactVersionId) ?? '{}';
    const url = urls.pactVersion(provider.name, consumer, pact.sha);
    if (!(await isReadable(content))) {
      tooLarge.push({ consumer, url });
      continue;
    }
    const versions = new Map(selectors.map(({ version }) => [version.id, versionOf(version)]));
    const inForce = { consumer, versions: [...versions.values()], url, pact: JSON.parse(content) };
    for (const reliance of await runCooperatively(reliancesOf(inForce))) reliances.push(reliance);
  }
  await yieldIfBusy();
  return { reliances: sortReliances(reliances), tooLarge };
}
