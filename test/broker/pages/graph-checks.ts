import type { Curve, Point } from '../../../src/broker/pages/network/edge-path.ts';
import type { Edge, GraphLayout, Node } from '../../../src/broker/pages/network/graph.ts';
import { sizes } from '../../../src/broker/pages/network/graph-sizes.ts';

/** Where the line of an edge is inside a box, or outside of the drawing; it may only touch the edges of its own boxes. */
export function problemsOf(edge: Edge, { nodes, width, height, curvesOf }: GraphLayout): string[] {
  const curves = curvesOf(edge);
  const crossed = [...nodes.values()].filter((node) => curves.some((curve) => crosses(curve, node)));
  const isOutside = pointsOn(curves).some(({ x, y }) => x < 0 || y < 0 || x > width || y > height);
  const line = `${edge.consumer} → ${edge.provider}`;
  return [
    ...crossed.map(({ name }) => `${line} crosses ${name}`),
    ...(isOutside ? [`${line} leaves the drawing`] : []),
  ];
}

function crosses(curve: Curve, node: Node): boolean {
  // A curve lies inside the convex hull of its points.
  const isFar = curve.every(({ y }) => y < node.y - sizes.height) || curve.every(({ y }) => y > node.y + sizes.height);
  const isBeside = curve.every(({ x }) => x <= node.x) || curve.every(({ x }) => x >= node.x + sizes.width);
  return !isFar && !isBeside && pointsOn([curve]).some((point) => isInside(point, node));
}

const isInside = ({ x, y }: Point, node: Node) =>
  x > node.x + 0.01 && x < node.x + sizes.width - 0.01 && Math.abs(y - node.y) < sizes.height / 2;

const SAMPLES = 24;

export function pointsOn(curves: readonly Curve[]): Point[] {
  return curves.flatMap((curve) => Array.from({ length: SAMPLES + 1 }, (_, i) => pointAt(curve, i / SAMPLES)));
}

function pointAt([a, b, c, d]: Curve, t: number): Point {
  const at = (of: (point: Point) => number) =>
    (1 - t) ** 3 * of(a) + 3 * (1 - t) ** 2 * t * of(b) + 3 * (1 - t) * t ** 2 * of(c) + t ** 3 * of(d);
  return { x: at(({ x }) => x), y: at(({ y }) => y) };
}

export function expectSeparateNodes({ nodes, width, height }: GraphLayout, minNodes: number) {
  const all = [...nodes.values()];
  const overlapping = all.filter((a) =>
    all.some((b) => a !== b && Math.abs(a.x - b.x) < sizes.width && Math.abs(a.y - b.y) < sizes.height),
  );
  expect(all.length).toBeGreaterThanOrEqual(minNodes);
  expect(overlapping).toEqual([]);
  expect(all.filter(({ x, y }) => x < 0 || y < 0 || x + sizes.width > width || y > height)).toEqual([]);
}

export function network(count: number, edgeCount: number): Edge[] {
  return Array.from({ length: edgeCount }, (_, i) => {
    const from = (i * 7) % (count - 1);
    return { consumer: `app ${from}`, provider: `app ${from + 1 + ((i * 13) % (count - 1 - from))}` };
  });
}

/** Any pacticipant relies on any, itself included: with cycles, and pairs that rely on each other. */
export function randomGraphs(): [name: string, edges: Edge[]][] {
  const seeds = [1, 2, 3];
  const graphs = [
    ...seeds.map((seed) => ({ seed, count: 8, edgeCount: 16, prefix: 'app ' })),
    ...seeds.map((seed) => ({ seed, count: 60, edgeCount: 90, prefix: 'app ' })),
    { seed: 6, count: 60, edgeCount: 60, prefix: 'a-long-name-'.repeat(10) },
    { seed: 7, count: 2, edgeCount: 4, prefix: '市場データ' },
  ];
  return graphs.map(({ seed, count, edgeCount, prefix }) => {
    const random = randomNumbers(seed);
    const name = () => `${prefix}${Math.floor(random() * count)}`;
    const edges = Array.from({ length: edgeCount }, () => ({ consumer: name(), provider: name() }));
    const self = { consumer: `${prefix}0`, provider: `${prefix}0` };
    const distinct = new Map([...edges, self].map((edge) => [JSON.stringify(edge), edge]));
    return [`graph ${seed} with ${count} nodes`, [...distinct.values()]];
  });
}

/** A linear congruential generator. */
function randomNumbers(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
