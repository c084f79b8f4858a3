import { Broker } from '../../scripts/differential/broker.ts';
import { generate, SMALL_SIZE } from '../../scripts/differential/generate.ts';
import { replay } from '../../scripts/differential/replay.ts';
import { copyBroker } from '../../src/copy/copy.ts';
import { describeWithOfficialBroker, useOfficialBroker } from '../support/official-broker.ts';
import { pactBroker } from '../support/pact-broker-cli.ts';
import { useBroker } from '../support/use-broker.ts';
import { differingAnswers, queriesFor } from './queries.ts';

const minutes = 60_000;

/** Copies from the official broker and to it have the same answers as their source. */
describeWithOfficialBroker('a copy between the official broker and this one', () => {
  const official = useOfficialBroker();
  const ours = useBroker({ perTest: true });
  const nonce = `z${Date.now().toString(36)}q`;

  test(
    'from the official broker answers as the official broker does',
    async () => {
      const history = generate(3, { ...SMALL_SIZE, randomSteps: 18 });
      const from = new Broker(official());
      const to = new Broker(ours.url);
      await replay(from, history, nonce);
      const report = await copyBroker({ url: official() }, { url: ours.url });
      expect(report.differences.filter(({ affectsDecisions }) => affectsDecisions)).toEqual([]);
      const queries = await queriesFor(from, history, nonce);
      expect(await differingAnswers(from, to, queries)).toEqual([]);

      const { json } = await to.get('/pacticipants');
      const [{ name, _embedded }] = json._embedded.pacticipants;
      const query = [
        '--pacticipant',
        name,
        '--version',
        _embedded.latestVersion.number,
        '--to-environment',
        `prod-${nonce}`,
      ];
      const asked = (url: string) => pactBroker(url, 'can-i-deploy', ...query);
      expect((await asked(ours.url)).exit).toBe((await asked(official())).exit);
    },
    15 * minutes,
  );

  test(
    'to the official broker is answered there as here',
    async () => {
      const history = generate(8, { ...SMALL_SIZE, randomSteps: 18 });
      const from = new Broker(ours.url);
      const to = new Broker(official());
      await replay(from, history, `${nonce}x`);
      const report = await copyBroker({ url: ours.url }, { url: official() });
      expect(report.differences.filter(({ affectsDecisions }) => affectsDecisions)).toEqual([]);
      const queries = await queriesFor(from, history, `${nonce}x`);
      expect(await differingAnswers(to, from, queries)).toEqual([]);
    },
    15 * minutes,
  );
});
