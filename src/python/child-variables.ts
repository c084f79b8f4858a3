/**
 * Which environment variables foreign Python code receives. Only the listed ones are passed on, so that an unlisted variable,
 * such as a token for a broker or for GitHub, is never passed on.
 */
type Variables = Readonly<Record<string, string | undefined>>;

/** Paths of programs, home and temporary folders; language; proxies; certificates. The second line is for Windows. */
const ALWAYS = new RegExp(
  `^(${[
    'PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TMP|TEMP|XDG_CACHE_HOME|XDG_CONFIG_HOME|XDG_DATA_HOME',
    'SystemRoot|SYSTEMROOT|SystemDrive|windir|ComSpec|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA|ProgramData',
    '(?:https?|ftp|all|no)_proxy|(?:HTTPS?|FTP|ALL|NO)_PROXY',
    'SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE',
  ].join('|')})$`,
);

/** Settings of pip, uv and git, and the SSH agent: private indexes and repositories need them. */
const INSTALLER = /^(PIP_.+|UV_.+|SSH_AUTH_SOCK|GIT_SSH|GIT_SSH_COMMAND|GIT_ASKPASS|GIT_CONFIG_.+|GIT_SSL_.+|NETRC)$/;

/** Settings of a git hook or a shell that would make pip or uv install into another place. */
const MISLEADING =
  /^(PIP_TARGET|PIP_PREFIX|PIP_USER|PIP_PYTHON|PIP_REQUIRE_VIRTUALENV|UV_PROJECT.*|UV_PYTHON.*|UV_SYSTEM_PYTHON)$/;

/** The variables for a child that runs a distribution's code, with `extra` added. */
export function variablesForCode(env: Variables, extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...pickVariables(env, (name) => ALWAYS.test(name)), ...extra };
}

/** The variables for a child that installs distributions. Git fails instead of prompting for a password. */
export function variablesForInstaller(env: Variables): NodeJS.ProcessEnv {
  const isAllowed = (name: string) => ALWAYS.test(name) || (INSTALLER.test(name) && !MISLEADING.test(name));
  return { ...pickVariables(env, isAllowed), GIT_TERMINAL_PROMPT: '0' };
}

function pickVariables(env: Variables, allowed: (name: string) => boolean): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== undefined && allowed(name)));
}
