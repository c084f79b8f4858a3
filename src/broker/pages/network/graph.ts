import type { Curve, Point } from './edge-path.ts';

export interface Edge {
  readonly consumer: string;
  readonly provider: string;
}

/** A pacticipant at the middle of its left edge. */
export interface Node extends Point {
  readonly name: string;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Node>;
  /** The line of an edge, from the consumer to the provider. It crosses no box. */
  curvesOf(edge: Edge): readonly Curve[];
}
