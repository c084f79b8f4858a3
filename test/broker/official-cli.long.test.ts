import { History } from '../support/history.ts';
import { pactBroker } from '../support/pact-broker-cli.ts';
import { useBroker } from '../support/use-broker.ts';

/**
 * The official CLI against this broker. Exit codes and texts are those of the official broker 2.120.0, except for branches and tags with a
 * slash: the CLI does not encode the slash, and the official broker answers with 404.
 */
describe('the official CLI', () => {
  const broker = useBroker({ perTest: true });
  const history = new History(broker);

  /** Runs each command, then compares its exit code and its output, which must contain or match `words`. */
  const run = async (...commands: [command: string, exit: number, words: string | RegExp][]) => {
    const ran = [];
    for (const [command] of commands) {
      const { exit, output } = await pactBroker(
        broker.url,
        ...command.split(' ').map((word) => word.replaceAll('_', ' ')),
      );
      ran.push([command, exit, output]);
    }
    const expected = commands.map(([command, exit, words]) => [
      command,
      exit,
      typeof words === 'string' ? expect.stringContaining(words) : expect.stringMatching(words),
    ]);
    expect(ran).toEqual(expected);
  };

  test('creates, updates, describes and lists pacticipants', () =>
    run(
      ['create-or-update-pacticipant --name Heron --repository-url http://git', 0, 'Heron'],
      ['create-or-update-pacticipant --name Heron --main-branch main', 0, 'updated'],
      ['create-or-update-pacticipant --name Heron --main-branch a_b', 1, 'cannot contain spaces'],
      ['create-or-update-pacticipant --name market_data/x --display-name Market', 0, 'market data/x'],
      ['describe-pacticipant --name market_data/x', 0, 'Market'],
      ['describe-pacticipant --name Heron -o json', 0, /"mainBranch":"main".*"repositoryUrl":"http:\/\/git"/s],
      ['describe-pacticipant --name Nope', 1, '404'],
      ['list-pacticipants', 0, /Heron.*market data\/x/s],
    ));

  test('can-i-merge compares with the main branches of the others', async () => {
    await history.publish('heron', '1', ['a'], { branch: 'feat' });
    const merge = 'can-i-merge --pacticipant heron --version 1';
    await run([merge, 1, 'the latest version of core from the main branch (no versions exist for this branch)']);
    await history.version('core', '5', { branch: 'main' });
    await history.verify('5', 'heron', '1', true);
    await run([merge, 0, 'All required verification results are published and successful']);
    await history.verify('5', 'heron', '1', false);
    await run(
      [merge, 1, 'The verification for the pact between version 1 of heron'],
      ['can-i-merge --pacticipant heron --version 9', 1, 'No pacts or verifications have been published for version 9'],
      ['can-i-deploy --pacticipant heron --branch feat --pacticipant core --main-branch', 1, 'failed'],
    );
  });

  test('creates and describes versions', () =>
    run(
      ['create-or-update-version -a Heron -e 1', 0, ''],
      ['create-or-update-version -a Heron -e 2 --branch main -t dev', 0, "Tag 'dev' created for version '2'"],
      ['create-or-update-version -a Heron -e 6_7', 0, ''],
      ['create-or-update-version -a Heron -e 4 --branch feat/x', 0, "Branch 'feat/x' created for version '4'"],
      ['describe-version -a Heron -e 2', 0, /2.*dev/s],
      ['describe-version -a Heron -e 2 -o json', 0, '"latest":true,"name":"main"'],
      ['describe-version -a Heron -l dev', 0, '2'],
      ['describe-version -a Heron', 0, '4'],
      ['describe-version -a Heron -l nope', 1, ''],
      ['describe-version -a Heron -e nope', 1, ''],
      ['describe-version -a Nope', 1, ''],
    ));

  test('creates and deletes tags', async () => {
    await history.version('Heron', '2');
    await run(
      ['create-version-tag -a Heron -e 2 -t prod', 0, 'Success'],
      ['create-version-tag -a Heron -e 2 -t feat/x', 0, 'Success'],
      ['create-version-tag -a Heron -e 99 -t prod', 1, ''],
      ['create-version-tag -a Heron -e 99 -t prod --auto-create-version', 0, 'Success'],
      ['create-version-tag -a Nope -e 99 -t prod', 1, ''],
      ['delete-version-tag -a Heron -e 2 -t prod', 0, ''],
      ['describe-version -a Heron -e 2', 0, /^(?!.*prod).*feat\/x/s],
    );
  });

  test('deletes a branch with a slash in its name', async () => {
    await history.version('Heron', '1', { branch: 'feat/x' });
    await run(
      ['delete-branch -a Heron --branch feat/x', 0, 'Successfully deleted'],
      ['delete-branch -a Heron --branch feat/x', 0, 'as it was not found'],
      ['delete-branch -a Nope --branch main', 0, 'as it was not found'],
    );
  });

  test('creates, describes, updates, lists and deletes environments', async () => {
    await run(
      ['create-environment --name stage --contact-name Me --contact-email-address me@example.org', 0, 'stage'],
      ['create-environment --name stage', 1, "name 'stage' is already used"],
      ['create-environment --name production --production', 1, "name 'production' is already used"],
      ['create-environment --name a_b', 1, 'cannot contain spaces'],
      ['create-environment --name live --production -o id', 0, /^[0-9a-f-]{36}\s*$/],
      ['list-environments', 0, /live.*production.*stage.*test/is],
    );
    const uuid = await history.environment('stage');
    const missing = '00000000-0000-0000-0000-000000000000';
    await run(
      [`describe-environment --uuid ${uuid} -o json`, 0, 'me@example.org'],
      [`describe-environment --uuid ${missing}`, 1, ''],
      [`update-environment --uuid ${uuid} --name staging --production`, 0, 'staging'],
      [`update-environment --uuid ${uuid} --name production`, 1, "name 'production' is already used"],
      [`update-environment --uuid ${missing} --name x`, 1, ''],
      [`delete-environment --uuid ${uuid}`, 0, ''],
      [`delete-environment --uuid ${uuid}`, 1, ''],
    );
  });

  test('records, describes and ends deployments', async () => {
    for (const number of ['1', '2', '6 7']) await history.version('Heron', number);
    await run(
      ['record-deployment -a Heron -e 1 --environment production', 0, 'production'],
      ['record-deployment -a Heron -e 1 --environment production', 0, 'production'],
      ['record-deployment -a Heron -e 2 --environment production -o json', 0, '"currentlyDeployed":true'],
      ['record-deployment -a Heron -e 2 --environment test --application-instance blue', 0, 'blue'],
      ['record-deployment -a Heron -e 6_7 --environment test', 0, 'test'],
      ['record-deployment -a Heron -e nope --environment test', 1, ''],
      ['record-deployment -a Heron -e 1 --environment nope', 1, ''],
      ['record-deployment -a Nope -e 1 --environment test', 1, ''],
      ['describe-version -a Heron --environment production --deployed -o json', 0, '"number":"2"'],
      ['describe-version -a Heron --environment nope', 1, ''],
      ['record-undeployment -a Heron --environment test --application-instance green', 1, ''],
      ['record-undeployment -a Heron --environment test --application-instance blue', 0, ''],
      ['record-undeployment -a Heron --environment production', 0, ''],
      ['record-undeployment -a Heron --environment production', 1, ''],
      ['record-undeployment -a Heron --environment nope', 1, ''],
      ['record-undeployment -a Nope --environment production', 1, ''],
    );
  });

  test('records releases and ends their support', async () => {
    for (const number of ['1', '2']) await history.version('Heron', number);
    await run(
      ['record-release -a Heron -e 1 --environment production', 0, 'production'],
      ['record-release -a Heron -e 2 --environment production -o json', 0, '"currentlySupported":true'],
      ['record-release -a Heron -e nope --environment production', 1, ''],
      ['record-release -a Heron -e 1 --environment nope', 1, ''],
      ['describe-version -a Heron --environment production --released -o json', 0, /"number":"1".*"number":"2"/s],
      ['record-support-ended -a Heron -e 1 --environment production', 0, ''],
      ['record-support-ended -a Heron -e 1 --environment production', 1, ''],
      ['record-support-ended -a Heron -e nope --environment production', 1, ''],
      ['record-support-ended -a Heron -e 2 --environment nope', 1, ''],
      ['record-release -a Heron -e 1 --environment production', 0, 'production'],
    );
  });

  test('exits with 2 if a required option is missing', () =>
    run(
      ['create-or-update-pacticipant', 2, '--name'],
      ['create-or-update-version -a Heron', 2, '--version'],
      ['create-environment', 2, '--name'],
    ));
});
