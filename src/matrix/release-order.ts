/**
 * The order of release numbers of PEP 440 (1.0rc1, 1.0.post1, 1.0.dev3+3f2a) and of Semantic Versioning (1.0.0-rc.1). A release comes before
 * its successors even if it is recorded after them, such as a maintenance release. Other versions, such as commits, have no order.
 */

interface ReleaseKey {
  readonly epoch: number;
  readonly release: readonly number[];
  /** dev < alpha < beta < candidate < the release itself < post. */
  readonly stage: number;
  /** The numbers of the pre-release (`2` of `rc2`), the post-release and the development release. */
  readonly rest: readonly number[];
  readonly local: string;
}

const NUMBER =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-.]?(a|alpha|b|beta|rc|c)[-.]?(\d*))?(?:\.post(\d+))?(?:\.dev(\d+))?(?:-([\w.-]+))?(?:\+([\w.]+))?$/i;

const stages: Readonly<Record<string, number>> = { a: 1, alpha: 1, b: 2, beta: 2, c: 3, rc: 3 };
const OTHER_PRE_RELEASE = 1;
const FINAL = 4;
const POST = 5;

/** Undefined when it is not a release number. */
export function parseRelease(number: string): ReleaseKey | undefined {
  const found = NUMBER.exec(number);
  if (!found) return undefined;
  const [, epoch = '0', release = '', pre, preNumber, post, dev, other, local = ''] = found;
  const isDevOfRelease = dev !== undefined && pre === undefined && post === undefined;
  const stage = pre ? (stages[pre.toLowerCase()] ?? FINAL) : other ? OTHER_PRE_RELEASE : post ? POST : FINAL;
  return {
    epoch: Number(epoch),
    release: release.split('.').map(Number),
    stage: isDevOfRelease ? 0 : stage,
    rest: [Number(preNumber || 0), Number(post ?? -1), dev === undefined ? Number.POSITIVE_INFINITY : Number(dev)],
    local,
  };
}

/** Negative when `a` comes first. */
function compareReleases(a: ReleaseKey, b: ReleaseKey): number {
  return (
    a.epoch - b.epoch ||
    compareNumbers(a.release, b.release) ||
    a.stage - b.stage ||
    compareNumbers(a.rest, b.rest) ||
    (a.local < b.local ? -1 : Number(a.local > b.local))
  );
}

/** A missing number is 0: 1.0 is 1.0.0. */
function compareNumbers(a: readonly number[], b: readonly number[]): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const one = a[i] ?? 0;
    const other = b[i] ?? 0;
    if (one !== other) return one < other ? -1 : 1;
  }
  return 0;
}

/** In the order of their numbers, oldest first; undefined when one of them is not a release number. */
export function sortReleases<Version extends { readonly number: string }>(
  versions: readonly Version[],
): Version[] | undefined {
  const keys = new Map(versions.map((version) => [version, parseRelease(version.number)]));
  const known = [...keys].flatMap(([version, key]) => (key ? [{ version, key }] : []));
  if (known.length < versions.length) return undefined;
  return known.sort((a, b) => compareReleases(a.key, b.key)).map(({ version }) => version);
}
