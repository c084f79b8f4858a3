import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { refOfVersion, resolveRef } from '../../src/python/ref.ts';
import { standInRepository } from '../provider/git-repository.ts';

const folder = mkdtempSync(join(tmpdir(), 'core ref-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { path, git, head: first } = standInRepository('1.1.0', folder);
git('tag', '--annotate', '--message=release', 'v1.1.0');
git('branch', 'feat/x');
git('tag', '1.1');
git('commit', '--quiet', '--allow-empty', '--message=more');
const second = git('rev-parse', 'HEAD');
git('branch', 'release/nightly');
git('branch', 'v1.1.0');

const commitOf = async (ref: string) => {
  const resolved = await resolveRef(ref, path, process.env);
  switch (resolved.kind) {
    case 'git':
      return resolved.commit;
    case 'release':
      return `release ${resolved.number}`;
    default:
      return `${resolved.kind} ${resolved.path}`;
  }
};

test.each([
  ['a branch', 'base', second],
  ['a branch with a slash', 'feat/x', first],
  ['an annotated tag means its commit, and goes before a branch of the same name', 'v1.1.0', first],
  ['a full name', 'refs/heads/v1.1.0', second],
  ['a SHA as it is, even one that no branch shows', 'A'.repeat(40), 'a'.repeat(40)],
  ['the beginning of a SHA', first.slice(0, 8), first.slice(0, 8)],
  ['a release number', '1.4.61', 'release 1.4.61'],
  ['a pre-release', '2.0.0rc1', 'release 2.0.0rc1'],
  ['a number with a point is a release, whatever tags there are', '1.1', 'release 1.1'],
])('%s', async (_, ref, commit) => expect(await commitOf(ref)).toBe(commit));

test('a path becomes the URL that pip needs', async () => {
  expect(await resolveRef('base', path, process.env)).toMatchObject({ repository: pathToFileURL(path).href });
});

test.each([
  ['nightly', 'REF_UNKNOWN'],
  ['v9', 'REF_UNKNOWN'],
  ['--upload-pack=touch', 'REF_INVALID'],
  ['-1.0', 'REF_INVALID'],
  ['base..feat/x', 'REF_INVALID'],
  ['base;ls', 'REF_INVALID'],
  ['base\n1.0', 'REF_INVALID'],
  ['', 'REF_INVALID'],
  ['x'.repeat(256), 'REF_INVALID'],
])('%j is no ref to install: %s', async (ref, code) => {
  await expect(commitOf(ref)).rejects.toMatchObject({ code, exitCode: 2 });
});

test("the error for an unreachable repository has git's message, without the password", async () => {
  const error = await resolveRef('base', 'http://user:s3cret@127.0.0.1:9/core.git', process.env).catch((e) => e);
  expect(error).toMatchObject({ code: 'INDEX_UNREACHABLE', message: expect.stringMatching(/127\.0\.0\.1/) });
  expect(error.message).not.toMatch(/s3cret|user/);
});

test.each([
  ['1.4.61', '1.4.61'],
  ['1.1.0+0123456789ab', '0123456789ab'],
  ['1.1.0+local.0123456789ab', '0123456789ab'],
  ['3f2a91c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6', '3f2a91c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6'],
  ['1.1.0-reference', undefined],
  ['$(id)', undefined],
])('the version %s comes from %s', (version, ref) => expect(refOfVersion(version)).toBe(ref));

test('a path names a folder, or a wheel', async () => {
  writeFileSync(join(folder, 'core-1.0-py3-none-any.whl'), '');
  expect(await commitOf(path)).toBe(`folder ${path}`);
  expect(await commitOf(join(folder, 'core-1.0-py3-none-any.whl'))).toMatch(/^wheel .*\.whl$/);
});

test.each([
  ['a path that does not exist', './no-such-folder', 'REF_UNKNOWN'],
  ['a file that is no wheel', './package.json', 'REF_INVALID'],
])('%s is refused', async (_, ref, code) => {
  await expect(commitOf(ref)).rejects.toMatchObject({ code, exitCode: 2 });
});
