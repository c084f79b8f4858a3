/** A point of the drawing, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A cubic Bézier curve: its start, its two control points, and its end. A curve lies inside the convex hull of these. */
export type Curve = readonly [Point, Point, Point, Point];

/**
 * The line through some points, from the consumer to the provider. It is horizontal at each point and straight between points of the same
 * height. Between points of different heights it stays inside the rectangle that they span. A layout therefore avoids boxes by its choice
 * of points.
 */
export function curvesThrough(points: readonly Point[]): Curve[] {
  return points.slice(1).flatMap((to, i) => {
    const from = points[i];
    if (!from || (from.x === to.x && from.y === to.y)) return [];
    const middle = (from.x + to.x) / 2;
    return [[from, { x: middle, y: from.y }, { x: middle, y: to.y }, to] as const];
  });
}

/** A pacticipant that is its own provider: a loop at the right edge of its box, which is at `edge`. */
export function selfLoop({ x, y }: Point, width: number): Curve[] {
  const end = { x, y: y + 6 };
  return [[{ x, y: y - 6 }, { x: x + width, y: y - 16 }, { x: x + width, y: y + 16 }, end]];
}

/** The `d` of an SVG path. */
export function svgPath(curves: readonly Curve[]): string {
  const [first] = curves;
  if (!first) return '';
  const start = `M${round(first[0].x)} ${round(first[0].y)}`;
  return start + curves.map(segmentOf).join('');
}

function segmentOf([from, ...rest]: Curve): string {
  const [, , to] = rest;
  if (rest.every(({ y }) => y === from.y)) return `H${round(to.x)}`;
  return `C${rest.map(({ x, y }) => `${round(x)} ${round(y)}`).join(' ')}`;
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;
