import { layOut, sizes } from '../../../src/broker/pages/network/graph-layout.ts';

describe('the drawing of a network', () => {
  test('consumers stand left of their providers', () => {
    const { spots } = layOut([
      { consumer: 'web', provider: 'orders' },
      { consumer: 'orders', provider: 'stock' },
      { consumer: 'web', provider: 'stock' },
    ]);
    const x = (name: string) => spots.get(name)?.x ?? Number.NaN;
    expect(x('web')).toBeLessThan(x('orders'));
    expect(x('orders')).toBeLessThan(x('stock'));
  });

  test('who relies on each other in a circle, or on themselves, is drawn all the same', () => {
    const lines = [
      { consumer: 'a', provider: 'b' },
      { consumer: 'b', provider: 'a' },
      { consumer: 'c', provider: 'c' },
    ];
    expect([...layOut(lines).spots.keys()].sort()).toEqual(['a', 'b', 'c']);
  });

  test('no two of two hundred lie over each other, and none outside', () => {
    const lines = Array.from({ length: 1_000 }, (_, i) => {
      const from = (i * 7) % 200;
      return { consumer: `app ${from}`, provider: `app ${from + 1 + ((i * 13) % (200 - from))}` };
    });
    const { spots, width, height } = layOut(lines);
    const all = [...spots.values()];
    const over = all.filter((a) =>
      all.some((b) => a !== b && Math.abs(a.x - b.x) < sizes.name && Math.abs(a.y - b.y) < sizes.row),
    );
    expect(over).toEqual([]);
    expect(all.filter(({ x, y }) => x < 0 || y < 0 || x + sizes.name > width || y > height)).toEqual([]);
  });
});
