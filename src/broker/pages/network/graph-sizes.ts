/** In pixels. */
export const sizes = {
  /** Of a node. */
  width: 210,
  height: 28,
  /** Between layers, where lines change their height. */
  layerGap: 90,
  /** Around the drawing. */
  margin: 20,
  /** How far the line of an edge to the left is below the middle of its boxes: two pacticipants may rely on each other. */
  backwardOffset: 6,
} as const;
