/**
 * The package's entry points for `require()`. They share one bundle, because a test runner such as jest cannot require an ES module. Each entry
 * point is a small file that loads only the modules it needs from the bundle. The package's dependencies are not bundled, except those that are
 * published as ES modules only. Types are imported by name from the ES module, because TypeScript does not let a CommonJS file re-export a whole
 * ES module.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import ts from 'typescript';

const ES_MODULES_ONLY = ['p-limit', 'p-map', 'yocto-queue', 'badge-maker'];

/** Writes `bundle.cjs` into the folder, and `<name>.cjs` and `<name>.d.cts` beside each `<name>.js`. */
export async function writeCommonJs(folder: string): Promise<void> {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith('.js') ? [basename(file, '.js')] : []));
  await build({
    stdin: {
      contents: names.map((name) => `exports['${name}'] = () => require('./${name}.js');`).join('\n'),
      resolveDir: folder,
    },
    outfile: join(folder, 'bundle.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20.19',
    // import() of a package becomes require(), which works in every test runner.
    supported: { 'dynamic-import': false },
    banner: {
      js: "const urlFromHere = (path) => require('node:url').pathToFileURL(require('node:path').join(__dirname, path)).href;",
    },
    plugins: [externalPackages, importMetaUrlRelativeTo(folder)],
    logLevel: 'error',
  });
  for (const name of names) {
    writeFileSync(join(folder, `${name}.cjs`), `module.exports = require('./bundle.cjs')['${name}']();\n`);
    writeFileSync(join(folder, `${name}.d.cts`), declarations(folder, name));
  }
}

const externalPackages: Plugin = {
  name: 'external-packages',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path }) => {
      const isBundled = ES_MODULES_ONLY.some((name) => path === name || path.startsWith(`${name}/`));
      return isBundled ? undefined : { external: true };
    }),
};

/** Files that are read at run time are found relative to the module that reads them, not to the bundle. */
function importMetaUrlRelativeTo(folder: string): Plugin {
  return {
    name: 'import-meta-url',
    setup: ({ onLoad }) =>
      onLoad({ filter: /[/\\]dist[/\\].*\.js$/ }, ({ path }) => {
        const url = `urlFromHere(${JSON.stringify(relative(folder, path))})`;
        return { contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', url), loader: 'js' };
      }),
  };
}

function declarations(folder: string, entry: string): string {
  const path = join(folder, `${entry}.d.ts`);
  const program = ts.createProgram([path], { module: ts.ModuleKind.NodeNext, skipLibCheck: true, types: ['node'] });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const symbol = source && checker.getSymbolAtLocation(source);
  if (!symbol) throw new Error(`${path} exports nothing`);
  const lines = checker.getExportsOfModule(symbol).flatMap((one) => declaration(checker, one, `./${entry}.js`));
  return `${lines.join('\n')}\n`;
}

/** A value is declared with the type that it has in the ES module. A class is a value and a type. */
function declaration(checker: ts.TypeChecker, exported: ts.Symbol, file: string): string[] {
  const { name } = exported;
  const { flags } = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  const origin = `import('${file}', { with: { 'resolution-mode': 'import' } })`;
  const isValue = (flags & ts.SymbolFlags.Value) !== 0;
  const isType = (flags & ts.SymbolFlags.Type) !== 0;
  return [
    ...(isValue ? [`export declare const ${name}: typeof ${origin}.${name};`] : []),
    ...(isType ? [`export type ${name} = ${origin}.${name};`] : []),
  ];
}
