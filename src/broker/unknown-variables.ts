import { didYouMean } from '../text/nearest.ts';
import { officialVariables } from './official-variables.ts';
import { cleanupVariables } from './retention/settings.ts';
import { brokerVariables } from './settings.ts';

const sides = ['', 'FROM_', 'TO_'];
const suffixes = [
  'BASE_URL',
  ...sides.flatMap((side) => [`${side}TOKEN`, `${side}USERNAME`, `${side}PASSWORD`]),
  ...['URL', 'ADAPTER', 'HOST', 'PORT', 'NAME', 'USERNAME', 'PASSWORD', 'SSLMODE'].map((name) => `DATABASE_${name}`),
  ...[
    'SCHEME_WHITELIST',
    'HTTP_METHOD_WHITELIST',
    'HOST_WHITELIST',
    'RETRY_SCHEDULE',
    'HTTP_CODE_SUCCESS',
    'SECRETS',
  ].map((name) => `WEBHOOK_${name}`),
  'USER_AGENT',
];

/** The variables of the broker and of its clients that this project reads. */
export const knownVariables = [
  ...brokerVariables,
  ...cleanupVariables,
  ...suffixes.map((suffix) => `PACT_BROKER_${suffix}`),
];

/** A warning for each variable that begins with PACT_BROKER_ and has no effect. A known name is suggested only if it is similar. */
export function unknownVariableWarnings(names: Iterable<string>): string[] {
  const unknown = [...names].filter((name) => name.startsWith(PREFIX) && !knownVariables.includes(name)).sort();
  return unknown.map((name) => `warning: ${name} has no effect${reasonOf(name)}`);
}

const PREFIX = 'PACT_BROKER_';

function reasonOf(name: string): string {
  if (officialVariables.includes(name))
    return ': it is a setting of the official broker that does not exist here (docs/broker-settings.md says what there is instead).';
  // All names have the prefix, which would make them similar.
  const suffixes = knownVariables.map((known) => known.slice(PREFIX.length));
  const suggestion = didYouMean(name.slice(PREFIX.length), suffixes);
  return suggestion
    ? `. ${suggestion.replace('did you mean ', `Did you mean ${PREFIX}`)}`
    : ': this broker has no such setting.';
}
