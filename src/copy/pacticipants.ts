import type { BrokerClient } from '../broker-client/client.ts';
import { pathOf, readPages } from './requests.ts';
import type { Copying } from './target.ts';

const attributes = ['displayName', 'repositoryUrl', 'repositoryName', 'repositoryNamespace', 'mainBranch'] as const;

/** An application as a broker describes it. */
export interface Pacticipant extends Readonly<Partial<Record<(typeof attributes)[number], string>>> {
  readonly name: string;
  readonly labels: readonly string[];
}

/** Every pacticipant, by name. */
export async function readPacticipants(broker: BrokerClient): Promise<Map<string, Pacticipant>> {
  const list = await readPages(broker, '/pacticipants', 'pacticipants');
  return new Map(
    list.map((one) => {
      const said = attributes.flatMap((name) => (one[name] ? [[name, one[name]]] : []));
      const labels = (one._embedded?.labels ?? []).map(({ name }: { name: string }) => name);
      return [one.name, { name: one.name, ...Object.fromEntries(said), labels }];
    }),
  );
}

/** Makes the pacticipants that are missing, and says of the others what the source says. */
export async function copyPacticipants(
  { from, to, ledger }: Copying,
  there: ReadonlyMap<string, Pacticipant>,
): Promise<Map<string, Pacticipant>> {
  const wanted = await readPacticipants(from);
  ledger.found('pacticipants', wanted.size);
  for (const pacticipant of wanted.values()) {
    const { name, labels, ...said } = pacticipant;
    const had = there.get(name);
    const path = pathOf`/pacticipants/${name}`;
    if (!had) await to.write('pacticipants', name, 'patch', path, { name, ...said });
    else {
      ledger.there('pacticipants');
      if (attributes.some((attribute) => said[attribute] && said[attribute] !== had[attribute]))
        await to.change('pacticipants', name, 'patch', path, { name, ...said });
    }
    ledger.found('labels', labels.length);
    for (const label of labels) {
      if (had?.labels.includes(label)) ledger.there('labels');
      else await to.write('labels', `${label} of ${name}`, 'put', pathOf`/pacticipants/${name}/labels/${label}`, {});
    }
  }
  return wanted;
}

/** A broker guesses a main branch where none was set; where the source has none, the guess is taken back. */
export async function resetGuessedMainBranches(
  { to }: Copying,
  wanted: ReadonlyMap<string, Pacticipant>,
): Promise<void> {
  for (const { name, mainBranch } of (await readPacticipants(to.client)).values()) {
    const source = wanted.get(name);
    if (!source || source.mainBranch || !mainBranch) continue;
    await to.change('pacticipants', name, 'patch', pathOf`/pacticipants/${name}`, { name, mainBranch: null });
  }
}
