// Bundles a script with all its imports into one file, caches the file, and runs it: `node src/cli/bundled.mjs src/cli/broker.ts …`.
// The bundle starts several times faster, and with half the memory, than a script whose hundreds of files are compiled at each start.
// Bundles are cached in node_modules/.cache under the SHA-1 of their inputs, so that an outdated bundle is never run.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'market-data-contracts');
const [node, , script, ...args] = process.argv;
process.argv = [node, resolve(script), ...args];

/** The cached bundle of a script; undefined if there is none, or if an input has changed. */
function findCachedBundle(entry) {
  try {
    const { inputs, hash } = JSON.parse(readFileSync(join(cache, `${basename(entry, '.ts')}.json`), 'utf8'));
    return hash === hashInputs(inputs) ? bundlePath(entry, hash) : undefined;
  } catch {
    return undefined;
  }
}

/** Bundles the script and returns the path to run: that of the bundle, or of the script itself if the cache cannot be written. */
async function createBundle(entry) {
  const { build, stop } = await import('esbuild');
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [resolve(entry)],
    bundle: true,
    metafile: true,
    write: false,
    logLevel: 'error',
    platform: 'node',
    format: 'esm',
    target: `node${process.versions.node}`,
    external: ['libsql', 'pg-native'],
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
    plugins: [importMetaUrl],
  });
  await stop();
  const inputs = Object.keys(metafile.inputs).filter((file) => !file.startsWith('node_modules/'));
  const hash = hashInputs(inputs);
  try {
    writeBundle(entry, hash, outputFiles[0].contents, JSON.stringify({ inputs, hash }));
    return bundlePath(entry, hash);
  } catch {
    (await import('tsx/esm/api')).register(); // the cache folder is not writable: run the TypeScript files
    return resolve(entry);
  }
}

/** Replaces `import.meta.url` with the URL of the original file, because files are loaded relative to it. */
const importMetaUrl = {
  name: 'import-meta-url',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents: text, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    }),
};

/** The SHA-1 of the inputs. Installed packages are represented by npm's lock file. */
function hashInputs(inputs) {
  const hash = createHash('sha1').update(process.version);
  const all = [
    ...inputs,
    'tsconfig.json',
    'node_modules/.package-lock.json',
    relative(root, fileURLToPath(import.meta.url)),
  ];
  for (const input of all) hash.update(`\0${input}\0`).update(readFileSync(join(root, input)));
  return hash.digest('hex');
}

function bundlePath(entry, hash) {
  return join(cache, `${basename(entry, '.ts')}-${hash}.mjs`);
}

/**
 * Writes the bundle and its manifest, and deletes older bundles of the script. Files are renamed into place, because several processes may
 * start at the same time. A process that runs an older bundle has already loaded it.
 */
function writeBundle(entry, hash, code, manifest) {
  mkdirSync(cache, { recursive: true });
  const name = basename(entry, '.ts');
  const path = bundlePath(entry, hash);
  const older = readdirSync(cache).filter(
    (file) => file.startsWith(`${name}-`) && file.endsWith('.mjs') && file !== basename(path),
  );
  writeAtomically(path, code);
  writeAtomically(join(cache, `${name}.json`), manifest);
  for (const file of older) rmSync(join(cache, file), { force: true });
}

function writeAtomically(path, content) {
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

await import(pathToFileURL(findCachedBundle(script) ?? (await createBundle(script))).href);
