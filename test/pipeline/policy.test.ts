import { parsePolicy } from '../../src/pipeline/policy.ts';

test('a policy is parsed from text', () => {
  expect(parsePolicy('ok=1, soft=0.7,hard=0')).toEqual({ ok: 1, soft: 0.7, hard: 0 });
});

test.each([
  ['a level is missing', 'ok=1,soft=0.5'],
  ['a level is given twice', 'ok=1,ok=0.5,soft=0.5,hard=0'],
  ['a level is unknown', 'ok=1,soft=0.5,hard=0,full=1'],
  ['a scale is above 1', 'ok=1,soft=1.5,hard=0'],
  ['a scale is no number', 'ok=1,soft=half,hard=0'],
  ['a scale is missing', 'ok=1,soft=,hard=0'],
  ['it is empty', ''],
])('it is refused when %s', (_, text) => {
  expect(() => parsePolicy(text)).toThrow(expect.objectContaining({ code: 'POLICY_INVALID' }));
});
