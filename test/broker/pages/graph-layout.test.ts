import { layOutInColumns } from '../../../src/broker/pages/network/column-layout.ts';
import { layOutByDagre } from '../../../src/broker/pages/network/dagre-layout.ts';
import { layOutGraph } from '../../../src/broker/pages/network/graph-layout.ts';
import { sizes } from '../../../src/broker/pages/network/graph-sizes.ts';
import { fitLabel } from '../../../src/broker/pages/network/label.ts';
import { expectSeparateNodes, network, pointsOn, problemsOf, randomGraphs } from './graph-checks.ts';

const layouts = [
  ['dagre', layOutByDagre],
  ['columns', layOutInColumns],
] as const;

describe.each(layouts)('a network laid out by %s', (_name, layOut) => {
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
    const { nodes, curvesOf } = layOut([edge]);
    const web = nodes.get('web');
    const orders = nodes.get('orders');
    expect(curvesOf(edge).at(0)?.[0]).toEqual({ x: (web?.x ?? 0) + sizes.width, y: web?.y });
    expect(curvesOf(edge).at(-1)?.[3]).toEqual({ x: orders?.x, y: orders?.y });
  });

  test('two pacticipants that rely on each other have two lines', () => {
    const there = { consumer: 'a', provider: 'b' };
    const back = { consumer: 'b', provider: 'a' };
    const { curvesOf } = layOut([there, back]);
    expect(pointsOn(curvesOf(there)).map(({ y }) => y)).not.toEqual(pointsOn(curvesOf(back)).map(({ y }) => y));
  });

  test('no two nodes of a small network overlap', () => {
    expectSeparateNodes(layOut(network(40, 60)), 35);
  });

  test.each(randomGraphs())('no line of %s crosses a box or leaves the drawing', (_graph, edges) => {
    const graph = layOut(edges);
    expect(edges.filter((edge) => graph.curvesOf(edge).length === 0)).toEqual([]);
    expect(edges.flatMap((edge) => problemsOf(edge, graph))).toEqual([]);
    expectSeparateNodes(graph, 1);
  });
});

test('no two nodes of a large network overlap', () => {
  expectSeparateNodes(layOutGraph(network(1_200, 2_400)), 1_000);
});

test.each([
  ['short', 'short'],
  ['market-data-aggregation', 'market-data-aggregation'],
  ['market-data-aggregation-service', 'market-data-aggregation-…'],
  ['n'.repeat(60), `${'n'.repeat(21)}…`],
  ['WWWWWWWWWWWWWWWWWWWW', 'WWWWWWWWWWWWWW…'],
  ['市場データ配信サービスと参照データ', '市場データ配信サービスと参…'],
  ['👩‍💻'.repeat(20), `${'👩‍💻'.repeat(13)}…`],
])('the label of %s fits into its box', (name, label) => {
  expect(fitLabel(name)).toBe(label);
});
