/**
 * uv does not read pip's configuration, so pip's index settings are passed to it: a private index must not be replaced by the public one,
 * and an index that pip must not use stays unused.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Common arguments of pip: no prompts, no notice about its version. */
export const PIP = ['-m', 'pip', '--disable-pip-version-check', '--no-input'] as const;

const PROBE_TIMEOUT_MS = 20_000;

export interface UvIndexSettings {
  readonly variables: Readonly<Record<string, string>>;
  /** `--no-index` has no variable. */
  readonly options: readonly string[];
}

const UV_INDEX_VARIABLE = /^UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS)$/;

/** pip's index settings for uv. uv's own settings replace them, but `--no-index` of pip always applies. */
export async function settingsOfPip(python: string, env: NodeJS.ProcessEnv): Promise<UvIndexSettings> {
  const execution = { env, timeout: PROBE_TIMEOUT_MS };
  const listed = await promisify(execFile)(python, [...PIP, 'config', 'list'], execution).catch(() => ({
    stdout: '',
  }));
  const settings = uvIndexSettings(listed.stdout);
  return Object.keys(env).some((name) => UV_INDEX_VARIABLE.test(name)) ? { ...settings, variables: {} } : settings;
}

const UV_NAMES: Readonly<Record<string, string>> = {
  'index-url': 'UV_DEFAULT_INDEX',
  'extra-index-url': 'UV_INDEX',
  'find-links': 'UV_FIND_LINKS',
  cert: 'SSL_CERT_FILE',
};

/** Translates the output of `pip config list` (`global.index-url='https://…'`). pip lists environment variables last; the last one counts. */
export function uvIndexSettings(listed: string): UvIndexSettings {
  const variables: Record<string, string> = {};
  let noIndex = false;
  for (const line of listed.split('\n')) {
    const [, name = '', value = ''] = /^(?:global|install|:env:)\.([\w-]+)='(.*)'$/.exec(line.trim()) ?? [];
    const uvName = UV_NAMES[name];
    if (name === 'no-index') noIndex = /^(1|true|yes|on|y|t)$/i.test(value);
    if (uvName)
      variables[uvName] = value
        .split(/\\n|\s+/)
        .filter(Boolean)
        .join(name === 'find-links' ? ',' : ' ');
  }
  return { variables, options: noIndex ? ['--no-index'] : [] };
}
