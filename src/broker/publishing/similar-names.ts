import { groupBy } from '../../text/group-by.ts';
import type { Db } from '../store/database.ts';
import { listPacticipantNames } from '../store/pacticipants.ts';

/** A warning for each name that is new to the broker and similar to existing ones, as the official broker words it. */
export async function similarNameWarnings(
  db: Db,
  names: readonly string[],
  existing: ReadonlyMap<string, unknown>,
  baseUrl: string,
): Promise<string[]> {
  const newNames = [...new Set(names)].filter((name) => !existing.has(name));
  if (newNames.length === 0) return [];
  const existingNames = groupBy(await listPacticipantNames(db), wordsOf);
  return newNames.flatMap((name) => {
    const similar = existingNames.get(wordsOf(name)) ?? [];
    return similar.length > 0 ? similarNameWarning(name, similar, baseUrl) : [];
  });
}

const ignoredWords = ['api', 'provider', 'service'];

/** The words of a name by which names are compared: without case, separators, a plural s, and the words api, provider and service. */
function wordsOf(name: string): string {
  const separated = name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[\s-]/g, '_')
    .toLowerCase()
    .replace(/_+$/, '');
  const words = separated.split('_').map((word) => word.replace(/s$/, ''));
  return words.filter((word) => !ignoredWords.includes(word)).join('_');
}

function similarNameWarning(name: string, similar: readonly string[], baseUrl: string): string {
  return `This is the first time a pact has been published for "${name}".
The name "${name}" is very similar to the following existing pacticipants:
${similar.map((other) => `* ${other}`).join('\n')}
If you meant to specify one of the above names, please correct the pact configuration, and re-publish the pact.
If the pact is intended to be for a new consumer or provider, please manually create "${name}" using the following command from the Pact Broker CLI, and then re-publish the pact:

pact-broker create-or-update-pacticipant --name "${name}" --broker-base-url ${baseUrl}

For information on the Pact Broker CLI see https://docs.pact.io/go/pbc-cli
To disable this check, set \`check_for_potential_duplicate_pacticipant_names\` to false in the configuration.
`;
}
