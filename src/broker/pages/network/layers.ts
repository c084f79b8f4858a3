import type { Edge } from './graph.ts';

const ORDERING_SWEEPS = 4;

/** The names by layer: each provider is one layer to the right of its rightmost consumer. The first edge that closes a cycle is ignored. */
export function layersOf(edges: readonly Edge[]): string[][] {
  const consumers = neighboursByName(edges.map(({ consumer, provider }) => [provider, consumer]));
  const ranks = new Map<string, number>();
  const visiting = new Set<string>();
  const rankOf = (name: string): number => {
    const known = ranks.get(name);
    if (known !== undefined) return known;
    visiting.add(name);
    const before = (consumers.get(name) ?? []).filter((consumer) => !visiting.has(consumer));
    const rank = Math.max(0, ...before.map((consumer) => rankOf(consumer) + 1));
    visiting.delete(name);
    ranks.set(name, rank);
    return rank;
  };
  const layers: string[][] = [];
  for (const name of new Set(edges.flatMap(({ consumer, provider }) => [consumer, provider]))) {
    const rank = rankOf(name);
    while (layers.length <= rank) layers.push([]);
    layers[rank]?.push(name);
  }
  return layers;
}

/** Moves each node to the mean height of its neighbours (the barycentre method), layer by layer, a few times. */
export function orderLayers(layers: readonly string[][], edges: readonly Edge[]): string[][] {
  const connected = neighboursByName(
    edges.flatMap(({ consumer, provider }) => [
      [consumer, provider],
      [provider, consumer],
    ]),
  );
  const heights = new Map<string, number>();
  const setHeights = (layer: readonly string[]) => {
    for (const [i, name] of layer.entries()) heights.set(name, i - (layer.length - 1) / 2);
  };
  const barycentre = (name: string) => {
    const names = connected.get(name) ?? [];
    return names.reduce((sum, one) => sum + (heights.get(one) ?? 0), 0) / names.length;
  };
  let ordered = layers.map((layer) => [...layer]);
  ordered.forEach(setHeights);
  for (let sweep = 0; sweep < ORDERING_SWEEPS; sweep += 1)
    ordered = ordered.map((layer) => {
      const targets = new Map(layer.map((name) => [name, barycentre(name)]));
      const sorted = [...layer].sort((a, b) => (targets.get(a) ?? 0) - (targets.get(b) ?? 0));
      setHeights(sorted);
      return sorted;
    });
  return ordered;
}

function neighboursByName(pairs: readonly (readonly [name: string, neighbour: string])[]): Map<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const [name, neighbour] of pairs) {
    const known = byName.get(name);
    if (known) known.push(neighbour);
    else byName.set(name, [neighbour]);
  }
  return byName;
}
