/**
 * Runs pyright, a type checker, over the files of a consumer that name the provider. It is installed by npm, without scripts, into the
 * cache folder at a pinned release: only this tool needs it, and it takes 20 MB.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const PYRIGHT = 'pyright@1.1.414';
const TIMEOUT_MS = 300_000;

/** An error of one of the rules that stand for a break of an API. */
export interface CheckerError {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

/** Calls, attributes and names, imports, and abstract classes that are instantiated. Other rules are about types that may be wrong. */
const RULES = new Set(['reportCallIssue', 'reportAttributeAccessIssue', 'reportAbstractUsage', 'reportMissingImports']);

const Output = z.object({
  generalDiagnostics: z.array(
    z.object({
      file: z.string(),
      severity: z.string(),
      message: z.string(),
      rule: z.string().optional(),
      range: z.object({ start: z.object({ line: z.int() }) }),
    }),
  ),
});

/** Installs pyright unless it is there; returns the file to start with Node. */
export async function installPyright(cacheFolder: string): Promise<string> {
  const folder = join(cacheFolder, PYRIGHT.replace('@', '-'));
  const index = join(folder, 'node_modules', 'pyright', 'index.js');
  if (!existsSync(index)) {
    mkdirSync(folder, { recursive: true });
    const install = ['install', '--prefix', folder, '--ignore-scripts', '--omit=optional', '--no-save', PYRIGHT];
    await promisify(execFile)('npm', install, { timeout: TIMEOUT_MS });
  }
  return index;
}

export interface CheckedConsumer {
  /** Where the consumer's packages are. */
  readonly site: string;
  readonly packages: readonly string[];
  /** Only files that contain one of these words are checked: names of the provider's packages. */
  readonly words: readonly string[];
}

/** The errors of a consumer with the virtual environment `venv`. */
export async function checkTypes(
  pyright: string,
  consumer: CheckedConsumer,
  venv: string,
): Promise<readonly CheckerError[]> {
  const folder = mkdtempSync(join(tmpdir(), 'usage-oracle-'));
  try {
    const include = copyPackages(consumer, folder);
    const config = { include, venvPath: dirname(venv), venv: basename(venv), typeCheckingMode: 'basic' };
    writeFileSync(join(folder, 'pyrightconfig.json'), JSON.stringify(config));
    return errorsIn(await run(pyright, folder), folder, consumer.words);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pyright checks files below its configuration only. Returns those to check. */
function copyPackages({ site, packages, words }: CheckedConsumer, folder: string): string[] {
  for (const name of packages) {
    const path = join(site, ...name.split('.'));
    const source = existsSync(path) ? path : `${path}.py`;
    cpSync(source, join(folder, relative(site, source)), { recursive: true });
  }
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.py'));
  return files.filter((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return words.some((word) => text.includes(word));
  });
}

/** It ends with 1 when there are errors. */
async function run(pyright: string, folder: string): Promise<z.infer<typeof Output>> {
  const options = { maxBuffer: 200_000_000, timeout: TIMEOUT_MS };
  const args = [pyright, '-p', folder, '--outputjson'];
  const { stdout } = await promisify(execFile)(process.execPath, args, options).catch((error) => error);
  return Output.parse(JSON.parse(stdout));
}

function errorsIn(
  { generalDiagnostics }: z.infer<typeof Output>,
  folder: string,
  words: readonly string[],
): CheckerError[] {
  return generalDiagnostics
    .filter(({ severity, rule = '' }) => severity === 'error' && RULES.has(rule))
    .filter(({ rule, message }) => rule !== 'reportMissingImports' || words.some((word) => message.includes(word)))
    .map(({ file, rule = '', message, range }) => ({
      file: relative(folder, file).split(sep).join('/'),
      line: range.start.line + 1,
      rule,
      message,
    }));
}
