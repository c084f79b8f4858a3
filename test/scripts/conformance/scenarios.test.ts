import { scenarios } from '../../../scripts/conformance/scenarios.ts';

const names = scenarios.flatMap(({ id, pacticipants }) => pacticipants.map((name) => ({ id, name })));

/** As the official broker compares names: without case, separators, a final s, and words such as service. */
function core(name: string): string {
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

test('no scenario makes a pacticipant that is called like one of another', () => {
  const alike = names.filter(({ id, name }) =>
    names.some((other) => other.id !== id && core(other.name) === core(name)),
  );
  expect(alike).toEqual([]);
});

test("no scenario's name is part of another's, so that lists can be told apart", () => {
  const parts = names.filter(({ id, name }) => names.some((other) => other.id !== id && other.name.includes(name)));
  expect(parts).toEqual([]);
});

test('no two scenarios make the same environment', () => {
  const environments = scenarios.flatMap((scenario) => scenario.environments ?? []);
  expect(environments).toEqual([...new Set(environments)]);
});

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  'the steps of %s have names of their own',
  (_, scenario) => {
    const steps = scenario.steps.map(({ name }) => name);
    expect(steps.filter((name, index) => steps.indexOf(name) !== index)).toEqual([]);
  },
);
