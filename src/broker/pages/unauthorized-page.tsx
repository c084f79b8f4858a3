import type { BrokerContext } from '../context.ts';

/** A page for missing or wrong credentials. It links to no file of the broker, because these need credentials too. */
export function unauthorizedPage(c: BrokerContext): Response {
  const html = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Credentials required · Pact Broker</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
      </head>
      <body>
        <main>
          <h1>Credentials required</h1>
          <p>This broker needs a user name and a password. Reload the page to enter them.</p>
          <p>
            Commands read them from the variables <code>PACT_BROKER_USERNAME</code> and{' '}
            <code>PACT_BROKER_PASSWORD</code>, or a token from <code>PACT_BROKER_TOKEN</code>.
          </p>
        </main>
      </body>
    </html>
  );
  return c.body(`<!doctype html>${html}`, 401, {
    'content-type': 'text/html;charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    vary: 'Accept',
  });
}
