/** In pixels. */
export const sizes = {
  /** Of a node. */
  width: 210,
  height: 28,
  /** Between layers, where lines change their height. */
  layerGap: 90,
  /** Around the drawing. */
  margin: 20,
  /** An edge that points left is this far below the middle of its boxes, so that the edges of two pacticipants that rely on each other differ. */
  backwardOffset: 6,
} as const;
