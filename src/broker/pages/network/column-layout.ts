import { curvesThrough, type Point, selfLoop } from './edge-path.ts';
import type { Edge, GraphLayout, Node } from './graph.ts';
import { sizes } from './graph-sizes.ts';
import { layersOf, orderLayers } from './layers.ts';

/** A layer with more nodes is split into several columns. */
const MAX_ROWS = 20;
const COLUMN_GAP = 24;
const ROW_GAP = 14;
const ROW_HEIGHT = sizes.height + ROW_GAP;
/** The number of parallel tracks for lines in the gap between two rows, and the distance between them in pixels. */
const TRACKS = 3;
const TRACK_GAP = 3;

/** Where a node is: its layer, its row, and whether it is in the first or last column of its layer. */
interface Cell extends Node {
  readonly layer: number;
  readonly row: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** The left and the right edge of a layer. */
interface Span {
  readonly left: number;
  readonly right: number;
}

/**
 * Each layer is one or more columns, centred vertically. All columns have the same rows, so that a line crosses a layer in the gap between
 * two rows. A line changes its height only between layers, or next to the boxes that it connects.
 */
export function layOutInColumns(edges: readonly Edge[]): GraphLayout {
  const { width, layerGap, margin } = sizes;
  const layers = orderLayers(layersOf(edges), edges).map(splitIntoColumns);
  const rows = Math.max(0, ...layers.flat().map(({ length }) => length));
  const nodes = new Map<string, Cell>();
  const spans: Span[] = [];
  let left: number = margin;
  for (const [layer, columns] of layers.entries()) {
    for (const [i, names] of columns.entries()) {
      const position = {
        layer,
        x: left + i * (width + COLUMN_GAP),
        isFirst: i === 0,
        isLast: i === columns.length - 1,
      };
      const top = Math.floor((rows - names.length) / 2);
      for (const [j, name] of names.entries())
        nodes.set(name, { ...position, name, row: top + j, y: heightOfRow(top + j) });
    }
    const right = left + columns.length * (width + COLUMN_GAP) - COLUMN_GAP;
    spans.push({ left, right });
    left = right + layerGap;
  }
  const tracks = new Map(edges.map(({ consumer, provider }, i) => [`${consumer}\u0000${provider}`, i % TRACKS]));
  return {
    width: left - layerGap + margin + COLUMN_GAP,
    height: 2 * margin + rows * ROW_HEIGHT - ROW_GAP,
    nodes,
    curvesOf: ({ consumer, provider }) => {
      const from = nodes.get(consumer);
      const to = nodes.get(provider);
      if (!from || !to) return [];
      if (from === to) return selfLoop({ x: from.x + width, y: from.y }, COLUMN_GAP);
      const offset = ((tracks.get(`${consumer}\u0000${provider}`) ?? 0) - (TRACKS - 1) / 2) * TRACK_GAP;
      if (from.layer < to.layer) return curvesThrough(pointsBetween(from, to, { spans, offset, portOffset: 0 }));
      return curvesThrough(pointsBetween(to, from, { spans, offset, portOffset: sizes.backwardOffset }).reverse());
    },
  };
}

/** The middle of a row. */
const heightOfRow = (row: number) => sizes.margin + sizes.height / 2 + row * ROW_HEIGHT;

/** The middle of the gap above a row. */
const heightOfGap = (row: number) => heightOfRow(row) - ROW_HEIGHT / 2;

interface Routing {
  readonly spans: readonly Span[];
  /** The distance of the line from the middle of each gap that it passes. */
  readonly offset: number;
  /** Its distance from the middle of its boxes. */
  readonly portOffset: number;
}

/** The points from the right edge of a node to the left edge of one in a later layer. */
function pointsBetween(from: Cell, to: Cell, { spans, offset, portOffset }: Routing): Point[] {
  const start = { x: from.x + sizes.width, y: from.y + portOffset };
  const end = { x: to.x, y: to.y + portOffset };
  const points: Point[] = [start];
  const isDown = to.y > from.y;
  const { right } = spans[from.layer] ?? { right: start.x };
  if (!from.isLast) {
    const y = heightOfGap(isDown ? from.row + 1 : from.row) + offset;
    points.push({ x: start.x + COLUMN_GAP, y }, { x: right, y });
  }
  for (const span of spans.slice(from.layer + 1, to.layer)) {
    const share = (span.left - right) / (end.x - right);
    const y = heightOfGap(Math.round(from.row + share * (to.row - from.row) + 0.5)) + offset;
    points.push({ x: span.left, y }, { x: span.right, y });
  }
  if (!to.isFirst) {
    const y = heightOfGap(isDown ? to.row : to.row + 1) + offset;
    points.push({ x: spans[to.layer]?.left ?? end.x, y }, { x: end.x - COLUMN_GAP, y });
  }
  return [...points, end];
}

/** Distributes the nodes of a layer over its columns in turn, so that neighbours stay at about the same height. */
function splitIntoColumns(layer: readonly string[]): string[][] {
  const count = Math.ceil(layer.length / MAX_ROWS);
  return Array.from({ length: count }, (_, column) => layer.filter((_name, i) => i % count === column));
}
