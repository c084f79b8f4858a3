// Runs a script from one file that is made of it and of all it imports: `node src/cli/bundled.mjs src/cli/broker.ts …`.
// That starts several times quicker, and in half the memory, than compiling some hundred files each time. The file is kept among the
// dependencies, under the SHA-1 of all that it was made of: what has changed since is never run.
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'market-data-contracts');
const [node, , script, ...args] = process.argv;
process.argv = [node, resolve(script), ...args];

/** The file that was made of exactly what is there now. */
function kept(entry) {
  try {
    const { inputs, hash } = JSON.parse(readFileSync(join(cache, `${basename(entry, '.ts')}.json`), 'utf8'));
    return hash === hashOf(inputs) ? fileOf(entry, hash) : undefined;
  } catch {
    return undefined;
  }
}

async function bundle(entry) {
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
    plugins: [ownAddress],
  });
  await stop();
  const inputs = Object.keys(metafile.inputs).filter((file) => !file.startsWith('node_modules/'));
  const hash = hashOf(inputs);
  try {
    keep(entry, hash, outputFiles[0].contents, JSON.stringify({ inputs, hash }));
    return fileOf(entry, hash);
  } catch {
    (await import('tsx/esm/api')).register(); // a folder that nothing can be kept in: it runs as it is
    return resolve(entry);
  }
}

/** `import.meta.url` is that of the file it stands in, beside which others may lie. */
const ownAddress = {
  name: 'own-address',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
      return { contents: text, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    }),
};

/** The installed packages count by what npm notes of them. */
function hashOf(inputs) {
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

function fileOf(entry, hash) {
  return join(cache, `${basename(entry, '.ts')}-${hash}.mjs`);
}

/** Whole files only, for several may start at once; earlier ones go, since whoever runs them has read them. */
function keep(entry, hash, code, note) {
  mkdirSync(cache, { recursive: true });
  const name = basename(entry, '.ts');
  const old = readdirSync(cache).filter((file) => file.startsWith(`${name}-`) && file.endsWith('.mjs'));
  for (const [file, content] of [
    [fileOf(entry, hash), code],
    [join(cache, `${name}.json`), note],
  ]) {
    const part = `${file}.${randomUUID()}`;
    writeFileSync(part, content);
    renameSync(part, file);
  }
  for (const file of old) if (file !== basename(fileOf(entry, hash))) rmSync(join(cache, file), { force: true });
}

await import(pathToFileURL(kept(script) ?? (await bundle(script))).href);
