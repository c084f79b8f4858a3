import type { Progress } from '../../src/python/run-program.ts';

/**
 * Limits what the demo downloads without an explicit request. Core and its requirements are 4 MB, the pages of the index about them 8 MB. uv would
 * be 20 MB more, so it is not downloaded: without uv, pip installs them.
 */
export const MAX_DOWNLOAD_BYTES = 30_000_000;

const UNITS: Readonly<Record<string, number>> = { B: 1, k: 1e3, K: 2 ** 10, M: 1e6, Mi: 2 ** 20, G: 1e9, Gi: 2 ** 30 };

/** The bytes that a line of pip (`Downloading x.whl (2.3 MB)`) or uv (`Downloading x (2.2MiB)`) announces. */
export function announcedBytes(line: string): number {
  const [, amount = '0', unit = 'B'] = /^\s*Downloading .* \(([\d.]+)\s?([kKMG]i?|(?=B))B?\)$/.exec(line) ?? [];
  return Number(amount) * (UNITS[unit] ?? UNITS[unit.charAt(0)] ?? 1);
}

/** Stops an installer as soon as it announces files of more than `maxBytes`. */
export function limitDownloads(maxBytes = MAX_DOWNLOAD_BYTES): {
  readonly signal: AbortSignal;
  readonly progress: Progress;
} {
  const controller = new AbortController();
  let bytes = 0;
  return {
    signal: controller.signal,
    progress: (line) => {
      bytes += announcedBytes(line);
      if (bytes > maxBytes) controller.abort(`more than ${maxBytes / 1e6} MB would be downloaded`);
    },
  };
}
