import { scenarios } from '../../../scripts/conformance/scenarios.ts';

const names = scenarios.flatMap(({ id, pacticipants }) => pacticipants.map((name) => ({ id, name })));

/** A name as the official broker compares it: without case, separators, a final s, and words such as service. */
function normalizeName(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s\-_]+/);
  return words
    .map((word) => word.replace(/s$/, ''))
    .filter((word) => !['api', 'provider', 'service'].includes(word))
    .sort()
    .join(' ');
}

test('no scenario has pacticipants with names similar to those of another', () => {
  const similar = names.filter(({ id, name }) =>
    names.some((other) => other.id !== id && normalizeName(other.name) === normalizeName(name)),
  );
  expect(similar).toEqual([]);
});

test('no pacticipant name is contained in one of another scenario', () => {
  const parts = names.filter(({ id, name }) => names.some((other) => other.id !== id && other.name.includes(name)));
  expect(parts).toEqual([]);
});

test('no two scenarios create the same environment', () => {
  const environments = scenarios.flatMap((scenario) => scenario.environments ?? []);
  expect(environments).toEqual([...new Set(environments)]);
});

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  'the steps of %s have different names',
  (_, scenario) => {
    const steps = scenario.steps.map(({ name }) => name);
    expect(steps.filter((name, index) => steps.indexOf(name) !== index)).toEqual([]);
  },
);
