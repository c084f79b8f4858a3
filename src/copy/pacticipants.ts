import type { BrokerClient } from '../broker-client/client.ts';
import { encodePath, readPages } from './requests.ts';
import type { CopyContext } from './target.ts';

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
      const known = attributes.flatMap((name) => (one[name] ? [[name, one[name]]] : []));
      const labels = (one._embedded?.labels ?? []).map(({ name }: { name: string }) => name);
      return [one.name, { name: one.name, ...Object.fromEntries(known), labels }];
    }),
  );
}

/** Creates the missing pacticipants and updates the others to the attributes of the source. */
export async function copyPacticipants(
  { from, to, report }: CopyContext,
  present: ReadonlyMap<string, Pacticipant>,
): Promise<Map<string, Pacticipant>> {
  const wanted = await readPacticipants(from);
  report.countFound('pacticipants', wanted.size);
  for (const pacticipant of wanted.values()) {
    const { name, labels, ...values } = pacticipant;
    const existing = present.get(name);
    const path = encodePath`/pacticipants/${name}`;
    if (!existing) await to.write('pacticipants', name, 'patch', path, { name, ...values });
    else {
      report.countAlreadyPresent('pacticipants');
      if (attributes.some((attribute) => values[attribute] && values[attribute] !== existing[attribute]))
        await to.writeAttribute('pacticipants', name, 'patch', path, { name, ...values });
    }
    report.countFound('labels', labels.length);
    for (const label of labels) {
      if (existing?.labels.includes(label)) report.countAlreadyPresent('labels');
      else
        await to.write('labels', `${label} of ${name}`, 'put', encodePath`/pacticipants/${name}/labels/${label}`, {});
    }
  }
  return wanted;
}

/** Clears the main branches that the target has guessed for pacticipants without a main branch at the source. */
export async function resetGuessedMainBranches(
  { to }: CopyContext,
  wanted: ReadonlyMap<string, Pacticipant>,
): Promise<void> {
  for (const { name, mainBranch } of (await readPacticipants(to.client)).values()) {
    const source = wanted.get(name);
    if (!source || source.mainBranch || !mainBranch) continue;
    await to.writeAttribute('pacticipants', name, 'patch', encodePath`/pacticipants/${name}`, {
      name,
      mainBranch: null,
    });
  }
}
