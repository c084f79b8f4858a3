import { rateAdjustmentExample } from '../../src/contracts/rate-adjustment.ts';
import { RateCoordinatorAdapter } from '../../src/pipeline/rate-coordinator-adapter.ts';

let calls: string[];

const coordinator = (failing?: Error) => ({
  setGlobalPressure: async (provider: string, level: string) => {
    await Promise.resolve();
    if (failing) throw failing;
    calls.push(`pressure ${provider} ${level}`);
  },
  setBudgetScale: (provider: string, scale: number) => void calls.push(`budget ${provider} ${scale}`),
});

beforeEach(() => {
  calls = [];
});

test('the budget is set after the pressure', async () => {
  expect(await new RateCoordinatorAdapter(coordinator()).apply(rateAdjustmentExample)).toBeUndefined();
  expect(calls).toEqual(['pressure ibkr soft', 'budget ibkr 0.7']);
});

test('if setting the pressure fails, the budget is not changed', async () => {
  const adapter = new RateCoordinatorAdapter(coordinator(new Error('no such provider')));
  await expect(adapter.apply(rateAdjustmentExample)).rejects.toThrow('no such provider');
  expect(calls).toEqual([]);
});

test.each([
  ['scale', { scale: 1.5 }],
  ['scale', { scale: -0.1 }],
  ['reason', { reason: 'slow' }],
  ['provider', { provider: 7 }],
])('a wrong %s is refused by name, and the coordinator does not hear of it', async (field, wrong) => {
  const adjustment = { ...rateAdjustmentExample, ...wrong } as never;
  await expect(new RateCoordinatorAdapter(coordinator()).apply(adjustment)).rejects.toMatchObject({
    code: 'MESSAGE_INVALID',
    message: expect.stringContaining(`at ${field}`),
  });
  expect(calls).toEqual([]);
});
