import { prepareRequest } from '../../../src/broker/webhooks/prepare-request.ts';

const parameters = { consumerName: 'A & B=c', consumerVersionBranch: 'feat x' };
const prepare = (template: { url?: string; headers?: Record<string, string>; body?: unknown }) =>
  prepareRequest({ method: 'POST', url: 'https://x.y', headers: {}, ...template }, parameters, {}, 'us').request;

test('values in a form body are percent-encoded', () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' };
  const { body } = prepare({
    headers,
    body: 'name=${pactbroker.consumerName}&branch=${pactbroker.consumerVersionBranch}',
  });
  expect([...new URLSearchParams(body)]).toEqual([
    ['name', 'A & B=c'],
    ['branch', 'feat x'],
  ]);
});

test('values in a text of another type are not encoded', () => {
  const headers = { 'content-type': 'text/plain' };
  expect(prepare({ headers, body: '${pactbroker.consumerName}' }).body).toBe('A & B=c');
});

test('a blank is %20 in the path and a plus sign in the query', () => {
  const url = 'https://x.y/${pactbroker.consumerVersionBranch}/a?b=${pactbroker.consumerVersionBranch}';
  expect(prepare({ url }).url.href).toBe('https://x.y/feat%20x/a?b=feat+x');
});
