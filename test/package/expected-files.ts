import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const modules = readdirSync('src', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .join('|');
const path = '(?:[\\w-]+/)*[\\w-]+';

/** Folders and names of everything in the package. The names of modules have no dot: tests and source maps do not match. */
const expected = [
  /^(LICENSE|README\.md|CHANGELOG\.md|package\.json)$/,
  new RegExp(`^dist/(?:${modules})/${path}\\.(?:js|d\\.ts)$`),
  /^dist\/package\/[\w-]+\.(?:cjs|d\.cts)$/,
  new RegExp(`^dist/(?:pipeline|provider|python|usage|wire)/${path}\\.py$`),
  /^dist\/broker\/pages\/assets\/(style\.css|enhance\.js|icon\.svg)$/,
  /^dist\/provider\/recorded-api\.json$/,
];

export function isExpected(file: string): boolean {
  return expected.some((pattern) => pattern.test(file));
}

/** The files that the build makes of each file in `src/`, or copies to `dist/`. */
export function builtFiles(): string[] {
  const built = readdirSync('src', { recursive: true, encoding: 'utf8' }).flatMap((file) => {
    const name = join('dist', file);
    const extensions = file.startsWith('package/') ? ['.js', '.d.ts', '.cjs', '.d.cts'] : ['.js', '.d.ts'];
    if (/\.tsx?$/.test(file)) return extensions.map((extension) => name.replace(/\.tsx?$/, extension));
    return /\.(py|css|svg|js|json)$/.test(file) ? [name] : [];
  });
  return [...built, 'dist/package/bundle.cjs'];
}
