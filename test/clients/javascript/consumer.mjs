// Writes the consumer's pacts into PACT_FOLDER, each by running the consumer against Pact's mock server or message.
import assert from 'node:assert/strict';
import { MatchersV3, MessageConsumerPact, PactV3, PactV4 } from '@pact-foundation/pact';

const { CONSUMER, PROVIDER: provider, TEXT, PACT_FOLDER: dir } = process.env;
const body = { text: TEXT, id: MatchersV3.integer(1) };
const state = { name: 'Jürgen' };
const path = '/greetings/J%C3%BCrgen';
const options = (suffix) => ({ consumer: CONSUMER + suffix, provider, dir, logLevel: 'warn' });

const request = async ({ url }) => assert.equal((await (await fetch(url + path)).json()).text, TEXT);
const read = async ({ contents }) => assert.equal((contents.content ?? contents).text, TEXT);

await new PactV4(options(''))
  .addInteraction()
  .given('a greeting exists', state)
  .uponReceiving('a request for a greeting')
  .withRequest('GET', path)
  .willRespondWith(200, (response) => response.jsonBody(body))
  .executeTest(request);
await new PactV4(options(''))
  .addAsynchronousInteraction()
  .given('a greeting exists', state)
  .expectsToReceive('a greeting message', (message) =>
    message.withJSONContent(body).withMetadata({ contentType: 'application/json', topic: 'greetings' }),
  )
  .executeTest(read);
await new PactV3(options(' (HTTP V3)'))
  .given('a greeting exists', state)
  .uponReceiving('a request for a greeting')
  .withRequest({ method: 'GET', path })
  .willRespondWith({ status: 200, headers: { 'content-type': 'application/json' }, body })
  .executeTest(request);
await new MessageConsumerPact(options(' (messages V3)'))
  .given('a greeting exists')
  .expectsToReceive('a greeting message')
  .withContent(body)
  .withMetadata({ topic: 'greetings' })
  .verify(read);
