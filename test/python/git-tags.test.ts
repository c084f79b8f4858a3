import { execFileSync } from 'node:child_process';
import { listVersionTags } from '../../src/python/git-tags.ts';
import { defaultPython } from '../../src/python/interpreter.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

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
