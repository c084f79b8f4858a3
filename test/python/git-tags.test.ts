import { execFileSync } from 'node:child_process';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { variablesForInstaller } from '../../src/python/child-variables.ts';
import { listVersionTags } from '../../src/python/git-tags.ts';
import { defaultPython } from '../../src/python/interpreter.ts';
import { MAX_REFS_BYTES } from '../../src/python/remote-refs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { nobody, startServer } from '../support/test-server.ts';

const options = { python: defaultPython, env: process.env };
const repository = temporaryFolder('tags');
const git = (...args: string[]) => {
  const identity = ['-c', 'user.name=Osprey', '-c', 'user.email=osprey@example.org'];
  return execFileSync('git', [...identity, ...args], { cwd: repository, encoding: 'utf8' }).trim();
};
const commit = (...tags: string[]) => {
  git('commit', '--quiet', '--allow-empty', '--message', tags.join(' '));
  for (const tag of tags) git('tag', tag);
  return git('rev-parse', 'HEAD');
};

beforeAll(() => {
  git('init', '--quiet');
  commit('v1.10.0', 'nightly', 'release-2024-01-02');
  commit('v1.9.0', '1.9');
  commit('osprey-v2.0rc1');
  git('tag', '--annotate', '--message=two', 'v2.0');
});

test('tags with a version are listed in its order, one for each commit', async () => {
  const tags = await listVersionTags(repository, '*', options);
  expect(tags.map(({ name, number, preRelease }) => [name, number, preRelease])).toEqual([
    ['1.9', '1.9', false],
    ['v1.10.0', '1.10.0', false],
    ['osprey-v2.0rc1', '2.0rc1', true],
  ]);
});

test('an annotated tag is the commit that it names', async () => {
  const head = git('rev-parse', 'HEAD');
  expect(await listVersionTags(repository, 'v2.0', options)).toMatchObject([{ name: 'v2.0', commit: head }]);
});

test('a pattern chooses tags', async () => {
  const tags = await listVersionTags(repository, 'v1.*', options);
  expect(tags.map(({ name }) => name)).toEqual(['v1.9.0', 'v1.10.0']);
});

test('a repository that is not there is an error that names it', async () => {
  await expect(listVersionTags(`${repository}-none`, '*', options)).rejects.toMatchObject({
    code: 'REF_UNKNOWN',
    message: expect.stringContaining('-none'),
  });
});

describe('a repository with many tags', () => {
  /** Adds tags of the newest commit, each in `bytes` of the list, until they fill this many bytes. */
  const addTags = (total: number) => {
    const head = git('rev-parse', 'HEAD');
    const name = (index: number) => `refs/tags/many-${String(index).padStart(200, '0')}`;
    const lines = Array.from({ length: Math.ceil(total / name(0).length) }, (_, index) => `${head} ${name(index)}\n`);
    appendFileSync(join(repository, '.git', 'packed-refs'), lines.join(''));
  };
  afterEach(() => rmSync(join(repository, '.git', 'packed-refs')));

  test('is read beyond a megabyte', async () => {
    addTags(2 ** 20);
    expect(await listVersionTags(repository, 'v1.1*', options)).toHaveLength(1);
    expect(await listVersionTags(repository, '*', options)).toHaveLength(3);
  });

  test('is an error that names the limit, not a tag that was not found, beyond MAX_REFS_BYTES', async () => {
    addTags(MAX_REFS_BYTES);
    await expect(listVersionTags(repository, '*', options)).rejects.toMatchObject({
      code: 'REFS_TOO_LARGE',
      exitCode: 2,
      message: expect.stringMatching(/the tags "\*" in .*MAX_REFS_BYTES/),
    });
  });
});

test('a password in the URL of a repository is not in an error', async () => {
  const url = `${nobody}/core.git`.replace('//', '//ann:hush-hush@');
  const error = await listVersionTags(url, '*', options).catch((one) => one);
  expect(error).toMatchObject({ code: 'INDEX_UNREACHABLE', message: expect.stringContaining('/core.git') });
  expect(inspect(error, { depth: 9 })).not.toContain('hush-hush');
});

test('a repository that needs a password is an error of access', async () => {
  const server = await startServer((_, response) =>
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end(),
  );
  const listed = listVersionTags(`${server.url}/core.git`, '*', {
    ...options,
    env: variablesForInstaller(process.env),
  });
  await expect(listed).rejects.toMatchObject({ code: 'INSTALL_UNAUTHORIZED', exitCode: 2 });
  await server.close();
});
