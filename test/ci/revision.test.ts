import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentRevision } from '../../src/ci/revision.ts';
import { loadConfig } from '../../src/config/config.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = () => temporaryFolder('revision');

const inGit =
  (cwd: string) =>
  (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd, encoding: 'utf8' }).trim();

function checkout(branch: string) {
  const cwd = folder();
  const git = inGit(cwd);
  git('init', '--quiet', '--initial-branch', branch);
  git('commit', '--quiet', '--allow-empty', '--message', 'first');
  return { cwd, git, sha: git('rev-parse', 'HEAD') };
}

const revision = (env: NodeJS.ProcessEnv, cwd = folder()) => currentRevision(loadConfig(env, 'no .env'), cwd);

describe('outside of GitHub Actions', () => {
  test('the version and branch are those of the checkout', () => {
    const { cwd, sha } = checkout('feat/x');
    expect(revision({}, cwd)).toEqual({ version: sha, branch: 'feat/x' });
  });

  test('a detached HEAD has no branch', () => {
    const { cwd, git, sha } = checkout('main');
    git('checkout', '--quiet', '--detach');
    expect(revision({}, cwd)).toEqual({ version: sha });
  });

  test('a repository without a commit has no version', () => {
    const cwd = folder();
    inGit(cwd)('init', '--quiet', '--initial-branch', 'main');
    expect(revision({}, cwd)).toEqual({ branch: 'main' });
  });

  test('a folder without a repository has neither version nor branch', () => {
    expect(revision({})).toEqual({});
  });

  test('the configuration overrides the checkout', () => {
    const { cwd } = checkout('main');
    const env = { PACT_CONSUMER_VERSION: '1.4.0', PACT_CONSUMER_BRANCH: 'base' };
    expect(revision(env, cwd)).toEqual({ version: '1.4.0', branch: 'base' });
  });
});

describe('in GitHub Actions', () => {
  const run = {
    GITHUB_ACTIONS: 'true',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'ours/pipeline',
    GITHUB_RUN_ID: '7',
    GITHUB_SHA: 'merge-commit',
  };
  const buildUrl = 'https://github.com/ours/pipeline/actions/runs/7';

  const event = (content: string) => {
    const path = join(folder(), 'event.json');
    writeFileSync(path, content);
    return path;
  };
  const pullRequest = (repository: string, branch: string) => {
    const label = `${repository.split('/')[0]}:${branch}`;
    const head = { sha: 'head-commit', label, repo: { full_name: repository } };
    const env = { GITHUB_REF_NAME: '12/merge', GITHUB_REF_TYPE: 'branch', GITHUB_HEAD_REF: branch };
    return { ...run, ...env, GITHUB_EVENT_PATH: event(JSON.stringify({ pull_request: { head } })) };
  };

  test('of a push they are its commit and branch', () => {
    const env = { ...run, GITHUB_REF_NAME: 'feat/x', GITHUB_REF_TYPE: 'branch', GITHUB_EVENT_PATH: event('{}') };
    expect(revision(env)).toEqual({ version: 'merge-commit', branch: 'feat/x', buildUrl });
  });

  test.each(['base', 'release/1.4'])('the branch of a merge queue for %s is that of the pull request', (base) => {
    const GITHUB_REF_NAME = `gh-readonly-queue/${base}/pr-12-0d1f2e3c4b5a69788796a5b4c3d2e1f00f1e2d3c`;
    const env = { ...run, GITHUB_REF_NAME, GITHUB_REF_TYPE: 'branch' };
    expect(revision(env)).toEqual({ version: 'merge-commit', branch: 'pr-12', buildUrl });
  });

  test('a tag has no branch', () => {
    const env = { ...run, GITHUB_REF_NAME: 'v1.4.0', GITHUB_REF_TYPE: 'tag' };
    expect(revision(env)).toEqual({ version: 'merge-commit', buildUrl });
  });

  test('of a pull request they are the head commit and head branch', () => {
    expect(revision(pullRequest('ours/pipeline', 'feat/x'))).toEqual({
      version: 'head-commit',
      branch: 'feat/x',
      buildUrl,
    });
  });

  test('the branch of a fork includes its owner', () => {
    expect(revision(pullRequest('theirs/pipeline', 'main'))).toMatchObject({ branch: 'theirs:main' });
  });

  test('without a readable event they are those of the variables', () => {
    const env = { ...run, GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch', GITHUB_EVENT_PATH: event('not JSON') };
    expect(revision(env)).toMatchObject({ version: 'merge-commit', branch: 'main' });
  });
});
