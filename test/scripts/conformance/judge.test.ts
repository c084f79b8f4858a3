import { compare } from '../../../scripts/conformance/compare.ts';
import { judge } from '../../../scripts/conformance/judge.ts';
import type { Exchange } from '../../../scripts/conformance/normalise.ts';

const answer = (body: unknown, request = 'GET /labels'): Exchange => ({ step: 'asked', request, status: 200, body });
const found = (theirs: unknown, ours: unknown, request?: string) =>
  compare('S0', [answer(theirs, request)], [answer(ours, request)]);
const accepting = (...places: string[]) => [{ listed: 'x', reason: 'x', places }];

test.each([
  ['the order of members says nothing', { a: 1, b: 2 }, { b: 2, a: 1 }, []],
  ['the order of a list does', [1, 2], [2, 1], ['body.0', 'body.1']],
  ['a longer list is one difference', { a: [1] }, { a: [1, 2] }, ['body.a']],
  ['a member too many', { a: 1 }, { a: 1, b: 1 }, ['body.b']],
  ['null is not nothing', { a: null }, {}, ['body.a']],
  ['a list is not an object', [], {}, ['body']],
])('%s', (_, theirs, ours, paths) => {
  expect(found(theirs, ours).map(({ path }) => path)).toEqual(paths);
});

test.each([
  ['the place itself', 'S0 | asked | body.a', 0],
  ['a place above', 'S0 | asked | body', 0],
  ['any step of any scenario', '* | * | body.a', 0],
  ['another member', 'S0 | asked | body.b', 1],
  ['another step', 'S0 | told | body.a', 1],
])('a difference is accepted at %s', (_, place, open) => {
  expect(judge(found({ a: 1 }, { a: 2 }), accepting(place)).open).toHaveLength(open);
});

test('what clients read is never accepted', () => {
  const differences = found({ summary: { deployable: true } }, { summary: { deployable: null } }, 'GET /matrix?q[]=');
  expect(judge(differences, accepting('S0 | asked | body')).open).toEqual(differences);
});

test('an accepted difference that is none is told', () => {
  expect(judge(found({ a: 1 }, { a: 1 }), accepting('S0 | asked | body.a')).unused).toEqual(['S0 | asked | body.a']);
});
