import type { Badge } from './badge.ts';

/** A badge as SVG, the same picture as shields.io draws. The drawing comes with tables of fonts: they are loaded for the first one. */
export async function drawBadge({ title, status, colour }: Badge): Promise<string> {
  const { makeBadge } = await import('badge-maker');
  return makeBadge({ label: title, message: status, color: colour });
}
