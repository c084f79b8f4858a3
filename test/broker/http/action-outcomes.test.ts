import { ActionOutcomes } from '../../../src/broker/http/action-outcomes.ts';

const now = new Date();
const outcome = { success: true, sentence: 'Done.' };

test('an outcome is found by its id for ten minutes', () => {
  const outcomes = new ActionOutcomes();
  const id = outcomes.add(outcome, now);
  const after = (minutes: number) => outcomes.find(id, new Date(now.getTime() + minutes * 60_000))?.sentence;
  expect([after(0), after(10), after(10.1), outcomes.find('other', now)]).toEqual([
    'Done.',
    'Done.',
    undefined,
    undefined,
  ]);
});

test('the hundred newest outcomes are stored', () => {
  const outcomes = new ActionOutcomes();
  const ids = Array.from({ length: 101 }, () => outcomes.add(outcome, now));
  expect(ids.map((id) => outcomes.find(id, now) !== undefined)).toEqual([false, ...Array(100).fill(true)]);
});

test('a long log is truncated, and says so', () => {
  const outcomes = new ActionOutcomes();
  const { details = '' } = outcomes.find(outcomes.add({ ...outcome, details: 'x'.repeat(60_000) }, now), now) ?? {};
  expect([details.length < 51_000, details.endsWith('60000 characters in all.')]).toEqual([true, true]);
});
