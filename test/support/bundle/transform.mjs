import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { transformSync, version } from 'esbuild';

const own = readFileSync(new URL(import.meta.url));

/** Where the bundle of a test file is; undefined for every other file, and in a project without `build.mjs`. */
function findBundle(path, rootDir) {
  const { TEST_BUNDLES: folder } = process.env;
  const bundle = folder && join(folder, relative(rootDir, path).replace(/\.ts$/, '.mjs'));
  return bundle && path.endsWith('.test.ts') && existsSync(bundle) ? bundle : undefined;
}

/** Jest's transform: a test file imports its bundle; the types are removed from other files. */
export default {
  getCacheKey: (text, path, { config }) => {
    const parts = [own, version, path, text, findBundle(path, config.rootDir) ?? ''];
    return parts.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha1')).digest('hex');
  },
  process: (text, path, { config }) => {
    const bundle = findBundle(path, config.rootDir);
    if (bundle) return { code: `import ${JSON.stringify(bundle)};` };
    const { code, map } = transformSync(text, {
      loader: path.endsWith('x') ? 'tsx' : 'ts',
      format: 'esm',
      target: `node${process.versions.node}`,
      jsx: 'automatic',
      jsxImportSource: 'hono/jsx',
      sourcefile: path,
      sourcemap: 'external',
    });
    return { code, map };
  },
};
