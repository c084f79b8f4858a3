import { Graph, layout } from '@dagrejs/dagre';
import { curvesThrough, type Point, selfLoop } from './edge-path.ts';
import type { Edge, GraphLayout, Node } from './graph.ts';
import { sizes } from './graph-sizes.ts';

const ROW_GAP = 12;
const LOOP_WIDTH = 40;

/** Lays out a small network. Where an edge crosses a layer in which neither of its nodes is, dagre reserves a height for it. */
export function layOutByDagre(edges: readonly Edge[]): GraphLayout {
  const { width, layerGap, margin } = sizes;
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: ROW_GAP, ranksep: layerGap, marginx: margin, marginy: margin });
  for (const { consumer, provider } of edges) {
    for (const name of [consumer, provider]) graph.setNode(name, { width, height: sizes.height });
    if (consumer !== provider) graph.setEdge(consumer, provider, {});
  }
  layout(graph);
  const reservedFor = ({ consumer, provider }: Edge): readonly Point[] => graph.edge(consumer, provider)?.points ?? [];
  const centres = new Map<string, Point>(graph.nodes().map((name: string) => [name, graph.node(name)]));
  // The size that dagre reports is that of the boxes: lines may be above and below.
  const heights = [...centres.values(), ...edges.flatMap(reservedFor)].map(({ y }) => y);
  const top = Math.min(...heights) - margin - sizes.height / 2;
  const nodes = new Map<string, Node>();
  for (const [name, { x, y }] of centres) nodes.set(name, { name, x: x - width / 2, y: y - top });
  const columns = [...new Set([...nodes.values()].map(({ x }) => x))];
  return {
    width: graph.graph().width + LOOP_WIDTH - margin,
    height: Math.max(...heights) - top + sizes.height / 2 + margin,
    nodes,
    curvesOf: (edge) => {
      const from = nodes.get(edge.consumer);
      const to = nodes.get(edge.provider);
      if (!from || !to) return [];
      if (from === to) return selfLoop({ x: from.x + width, y: from.y }, LOOP_WIDTH);
      const reserved = reservedFor(edge).map(({ x, y }) => ({ x, y: y - top }));
      return curvesThrough(pointsOf(from, to, reserved, columns));
    },
  };
}

/**
 * The points of an edge. Where it crosses a column of boxes it is horizontal, at the height that dagre has reserved. Between columns there are no
 * boxes.
 * @param columns the left edges of all boxes
 */
function pointsOf(from: Node, to: Node, reserved: readonly Point[], columns: readonly number[]): Point[] {
  const isForward = from.x < to.x;
  const offset = isForward ? 0 : sizes.backwardOffset;
  const crossed = reserved.slice(1, -1).flatMap(({ x, y }) => {
    const left = columns.find((column) => Math.abs(column + sizes.width / 2 - x) < 1);
    if (left === undefined) return [];
    const [near, far] = isForward ? [left, left + sizes.width] : [left + sizes.width, left];
    return [
      { x: near, y },
      { x: far, y },
    ];
  });
  const start = { x: isForward ? from.x + sizes.width : from.x, y: from.y + offset };
  const end = { x: isForward ? to.x : to.x + sizes.width, y: to.y + offset };
  return [start, ...crossed, end];
}
