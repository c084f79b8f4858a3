import {
  type Edge,
  type GraphLayout,
  layOutByDagre,
  layOutGraph,
  layOutInColumns,
  sizes,
} from '../../../src/broker/pages/network/graph-layout.ts';

describe.each([
  ['dagre', layOutByDagre],
  ['columns', layOutInColumns],
])('a network laid out by %s', (_name, layOut) => {
  test('consumers are left of their providers', () => {
    const { nodes } = layOut([
      { consumer: 'web', provider: 'orders' },
      { consumer: 'orders', provider: 'stock' },
      { consumer: 'web', provider: 'stock' },
    ]);
    const x = (name: string) => nodes.get(name)?.x ?? Number.NaN;
    expect(x('web')).toBeLessThan(x('orders'));
    expect(x('orders')).toBeLessThan(x('stock'));
  });

  test('an edge leads from its consumer to its provider', () => {
    const edge = { consumer: 'web', provider: 'orders' };
    const { nodes, pointsOf } = layOut([edge]);
    const [web, orders] = [nodes.get('web'), nodes.get('orders')];
    expect(pointsOf(edge).at(0)).toEqual({ x: (web?.x ?? 0) + sizes.width, y: web?.y });
    expect(pointsOf(edge).at(-1)).toMatchObject({ x: orders?.x, y: orders?.y });
  });

  test('cycles and self-references are drawn', () => {
    const edges = [
      { consumer: 'a', provider: 'b' },
      { consumer: 'b', provider: 'a' },
      { consumer: 'c', provider: 'c' },
    ];
    const { nodes, pointsOf } = layOut(edges);
    expect([...nodes.keys()].sort()).toEqual(['a', 'b', 'c']);
    expect(edges.filter((edge) => pointsOf(edge).length < 2)).toEqual([]);
  });

  test('no two nodes of a small network overlap', () => {
    expectSeparateNodes(layOut(network(40, 60)), 35);
  });
});

test('no two nodes of a large network overlap', () => {
  expectSeparateNodes(layOutGraph(network(1_200, 2_400)), 1_000);
});

function expectSeparateNodes({ nodes, width, height }: GraphLayout, minNodes: number) {
  const all = [...nodes.values()];
  const overlapping = all.filter((a) =>
    all.some((b) => a !== b && Math.abs(a.x - b.x) < sizes.width && Math.abs(a.y - b.y) < sizes.height),
  );
  expect(all.length).toBeGreaterThan(minNodes);
  expect(overlapping).toEqual([]);
  expect(all.filter(({ x, y }) => x < 0 || y < 0 || x + sizes.width > width || y > height)).toEqual([]);
}

function network(count: number, edgeCount: number): Edge[] {
  return Array.from({ length: edgeCount }, (_, i) => {
    const from = (i * 7) % (count - 1);
    return { consumer: `app ${from}`, provider: `app ${from + 1 + ((i * 13) % (count - 1 - from))}` };
  });
}
