import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import tsJest from 'ts-jest';

const withoutBundle = tsJest.default.createTransformer({ useESM: true });

/** Where the bundle of a test file is; undefined for every other file, and where `build.mjs` has made none. */
function findBundle(path, rootDir) {
  const { TEST_BUNDLES: folder } = process.env;
  const bundle = folder && join(folder, relative(rootDir, path).replace(/\.ts$/, '.mjs'));
  return bundle && path.endsWith('.test.ts') && existsSync(bundle) ? bundle : undefined;
}

/** Jest's transform: a test file imports its bundle; every other file is left to ts-jest. */
export default {
  getCacheKey: (text, path, options) => {
    const bundle = findBundle(path, options.config.rootDir);
    if (!bundle) return withoutBundle.getCacheKey(text, path, options);
    return createHash('sha1').update(`${path}\0${bundle}`).digest('hex');
  },
  process: (text, path, options) => {
    const bundle = findBundle(path, options.config.rootDir);
    return bundle ? { code: `import ${JSON.stringify(bundle)};` } : withoutBundle.process(text, path, options);
  },
};
