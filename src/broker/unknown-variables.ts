import { findNearest } from '../text/nearest.ts';
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

/** A warning for each variable that begins with PACT_BROKER_ and has no effect, with the nearest known name. */
export function unknownVariableWarnings(names: Iterable<string>): string[] {
  const unknown = [...names].filter((name) => name.startsWith('PACT_BROKER_') && !knownVariables.includes(name)).sort();
  return unknown.map((name) => `warning: ${name} has no effect. Did you mean ${findNearest(name, knownVariables)}?`);
}
