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
  return unknown.map((name) => `warning: ${name} has no effect. Did you mean ${findNearest(name)}?`);
}

function findNearest(name: string): string {
  const byDistance = knownVariables.map((other) => ({ other, distance: editDistance(name, other) }));
  return byDistance.reduce((best, one) => (one.distance < best.distance ? one : best)).other;
}

/** Levenshtein distance. */
function editDistance(one: string, other: string): number {
  let previous = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (previous[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[other.length] ?? 0;
}
