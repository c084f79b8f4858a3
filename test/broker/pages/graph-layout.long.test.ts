import { layOutGraph } from '../../../src/broker/pages/network/graph-layout.ts';
import { network, problemsOf } from './graph-checks.ts';

test('no line of a large network crosses a box', () => {
  const edges = network(1_200, 2_400);
  const graph = layOutGraph(edges);
  expect(edges.flatMap((edge) => problemsOf(edge, graph))).toEqual([]);
});
