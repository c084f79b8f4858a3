/**
 * Existing names that a new one may have been meant for: the same words but for case, separators, a plural s, and the words api,
 * provider and service.
 */
export function similarNames(name: string, existing: readonly string[]): string[] {
  const words = wordsOf(name);
  return existing.filter((other) => wordsOf(other) === words);
}

const noise = ['api', 'provider', 'service'];

function wordsOf(name: string): string {
  const separated = name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[\s-]/g, '_')
    .toLowerCase()
    .replace(/_+$/, '');
  const words = separated.split('_').map((word) => word.replace(/s$/, ''));
  return words.filter((word) => !noise.includes(word)).join('_');
}

/** What a publisher is told when a new name is like others. */
export function similarNameWarning(name: string, similar: readonly string[], baseUrl: string): string {
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
