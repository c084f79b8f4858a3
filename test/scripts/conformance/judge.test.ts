import { compare } from '../../../scripts/conformance/compare.ts';
import { judge } from '../../../scripts/conformance/judge.ts';
import type { Exchange } from '../../../scripts/conformance/normalise.ts';

const answer = (body: unknown, request = 'GET /labels'): Exchange => ({ step: 'asked', request, status: 200, body });
const found = (theirs: unknown, ours: unknown, request?: string) =>
  compare('S0', [answer(theirs, request)], [answer(ours, request)]);
const accepting = (...places: string[]) => [{ listed: 'x', reason: 'x', places }];

test.each([
  ['the order of members', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ['the order of a list', [1, 2], [2, 1], ['body.0', 'body.1']],
  ['a longer list', { a: [1] }, { a: [1, 2] }, ['body.a']],
  ['an additional member', { a: 1 }, { a: 1, b: 1 }, ['body.b']],
  ['null and an absent member', { a: null }, {}, ['body.a']],
  ['a list and an object', [], {}, ['body']],
])('the differences of %s', (_, theirs, ours, paths) => {
  expect(found(theirs, ours).map(({ path }) => path)).toEqual(paths);
});

test.each([
  ['the path itself', 'S0 | asked | body.a', 0],
  ['a parent path', 'S0 | asked | body', 0],
  ['any step of any scenario', '* | * | body.a', 0],
  ['another member', 'S0 | asked | body.b', 1],
  ['another step', 'S0 | other | body.a', 1],
])('whether a difference is accepted by %s', (_, place, open) => {
  expect(judge(found({ a: 1 }, { a: 2 }), accepting(place)).open).toHaveLength(open);
});

test('differences in members that clients read are never accepted', () => {
  const differences = found({ summary: { deployable: true } }, { summary: { deployable: null } }, 'GET /matrix?q[]=');
  expect(judge(differences, accepting('S0 | asked | body')).open).toEqual(differences);
});

test('an accepted difference that does not occur is reported', () => {
  expect(judge(found({ a: 1 }, { a: 1 }), accepting('S0 | asked | body.a')).unused).toEqual(['S0 | asked | body.a']);
});
