import { namedDistribution } from '../../../src/cli/support/named-distribution.ts';
import { loadConfig } from '../../../src/config/config.ts';
import { standInRepository } from '../../provider/git-repository.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const { path } = standInRepository('1.1.0', temporaryFolder('named'));
const config = { ...loadConfig(), CORE_REPOSITORY: path };

test.each([
  ['market-data-core@base', { kind: 'git' }],
  ['osprey==1.2', { kind: 'release', number: '1.2' }],
  ['osprey@1.2', { kind: 'release', number: '1.2' }],
])('%s is found', async (value, source) => {
  expect(await namedDistribution('consumer', value, config)).toMatchObject({ source });
});

/** The current folder is a repository that has them. */
test.each(['osprey@HEAD', 'osprey@main', `osprey@${'a'.repeat(40)}`])(
  '%s is not looked up in the repository of the current folder',
  async (value) => {
    await expect(namedDistribution('consumer', value, config)).rejects.toMatchObject({
      code: 'REF_UNKNOWN',
      message: expect.stringContaining('the git repository of osprey is not known'),
    });
  },
);

test('a git ref is looked up in the repository of PYTHON_REPOSITORIES', async () => {
  const configured = { ...config, PYTHON_REPOSITORIES: { osprey: path } };
  const source = { kind: 'git' };
  expect(await namedDistribution('consumer', 'Osprey@base', configured)).toMatchObject({ name: 'osprey', source });
});

test('an invalid ref is REF_INVALID, although the repository is not known', async () => {
  await expect(namedDistribution('consumer', 'osprey@a..b', config)).rejects.toMatchObject({ code: 'REF_INVALID' });
});
