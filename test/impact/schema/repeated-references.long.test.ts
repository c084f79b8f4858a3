import { reference, tick, verdict } from './tick-schema.ts';

test('a chain of 1000 single references is compared', async () => {
  const chain = Array.from({ length: 1_000 }, (_, i) => [`D${i}`, reference(i + 1)]);
  expect(await verdict(tick(reference(0), { ...Object.fromEntries(chain), D1000: { type: 'integer' } }))).toEqual(
    expect.any(Number),
  );
});
