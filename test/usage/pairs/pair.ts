/**
 * Pairs of a provider, at the release that is read and at another one, and a consumer. The text files of this folder hold them: a
 * line `=== title` begins a pair, a line `--- part path` begins a part of it. In all sources the provider is called `prov`, the consumer
 * `consumer`. The consumer's `__init__.py` is run with both releases, statement by statement: it has to work with the first, and
 * the lines that raise with the other one are the truth.
 *
 *     === a renamed parameter breaks a keyword
 *     --- provider
 *     def f(size): ...
 *     --- release
 *     def f(length): ...
 *     --- consumer
 *     from prov import f
 *     f(size=1)
 *     --- fails
 *     arguments: f has no parameter size
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Pair {
  readonly title: string;
  /** Sources by path below the package; a part without a path is `__init__.py`. */
  readonly provider: Sources;
  /** Left out: as before. */
  readonly release: Sources;
  readonly consumer: Sources;
  /** Failures of the release that is read, whose lines raise there, too. Without another release, it has the same ones. */
  readonly own: readonly string[];
  /** Optional failures of the release that is read. */
  readonly off: readonly string[];
  /** Failures of the other release, as `kind: text`; `optional ` before what the consumer does without. Empty: it fits. */
  readonly fails: readonly string[];
  /** Texts of what cannot be judged with the other release. */
  readonly unknown: readonly string[];
  /** `line line`: what fails at the second one raises at the first. */
  readonly shows: readonly string[];
  /** Reasons of what is unresolved. */
  readonly unresolved: readonly string[];
}

export type Sources = Readonly<Record<string, string>>;

/** All pairs of a folder, in the order of the files' names. */
export function readPairs(folder: string): Pair[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  return files.sort().flatMap((file) => parsePairs(readFileSync(join(folder, file), 'utf8')));
}

export function parsePairs(text: string): Pair[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((one) => {
      const [title = '', ...parts] = one.split(/^--- /m);
      const provider = sources(parts, 'provider');
      const changed = sources(parts, 'release');
      const release = Object.keys(changed).length > 0 ? changed : provider;
      return {
        title: title.trim(),
        provider,
        release,
        consumer: sources(parts, 'consumer'),
        off: lines(parts, 'off'),
        own: lines(parts, 'own'),
        fails: [...lines(parts, 'fails'), ...(release === provider ? lines(parts, 'own') : [])],
        unknown: lines(parts, 'unknown'),
        shows: lines(parts, 'shows'),
        unresolved: lines(parts, 'unresolved'),
      };
    });
}

/** A blank line before the next pair is no part of the source. */
function sources(parts: readonly string[], name: string): Sources {
  const entries = parts.map((part) => {
    const end = part.indexOf('\n');
    const [label, path = '__init__.py'] = part.slice(0, end).split(' ');
    return { label, path, text: `${part.slice(end + 1).trimEnd()}\n` };
  });
  return Object.fromEntries(entries.filter(({ label }) => label === name).map(({ path, text }) => [path, text]));
}

function lines(parts: readonly string[], name: string): string[] {
  const part = parts.find((one) => one.startsWith(`${name}\n`));
  return part?.split('\n').slice(1).filter(Boolean) ?? [];
}
