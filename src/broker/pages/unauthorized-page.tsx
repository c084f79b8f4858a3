import type { BrokerContext } from '../context.ts';

/**
 * A page for missing or wrong credentials, or for a missing right. It links to no file of the broker, because these need credentials too.
 * The status is 401 in each case, as that of the official broker.
 */
export function unauthorizedPage(c: BrokerContext): Response {
  const title = titleOf(c);
  const html = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{`${title} · Pact Broker`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p>{explanationOf(c)}</p>
          <p>{asksForPassword(c) ? RELOAD : ONLY_TOKENS}</p>
          <p>
            Commands read a token from the variable <code>PACT_BROKER_TOKEN</code>, or a user name and a password from{' '}
            <code>PACT_BROKER_USERNAME</code> and <code>PACT_BROKER_PASSWORD</code>.
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

const RELOAD = 'Reload the page to enter a user name and a password.';
const ONLY_TOKENS =
  'This right requires a token, which a browser cannot send: use a command. The administrator of the broker can add a user name and a password with PACT_BROKER_BASIC_AUTH_USERNAME and PACT_BROKER_BASIC_AUTH_PASSWORD.';

function titleOf(c: BrokerContext): string {
  if (c.var.user.isKnown) return 'The right to write is required';
  return hasSentCredentials(c) ? 'Wrong credentials' : 'Credentials required';
}

function explanationOf(c: BrokerContext): string {
  if (c.var.user.isKnown)
    return 'Your credentials are valid, but they may only read. This page needs the right to write.';
  return hasSentCredentials(c)
    ? 'The broker does not know this user name and password, or this token. Nothing was changed.'
    : 'This broker answers only requests with credentials.';
}

function hasSentCredentials(c: BrokerContext): boolean {
  return c.req.header('authorization') !== undefined;
}

/** Whether the browser asks for a user name and a password. */
function asksForPassword(c: BrokerContext): boolean {
  return c.res.headers.get('www-authenticate')?.startsWith('Basic') ?? false;
}
