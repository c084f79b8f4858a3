import { compareText } from '../../../text/order.ts';
import { pathParam } from '../../url/request.ts';
import type { PageContent, PageContext } from '../page.ts';
import { relations } from './relations.ts';

/** The official broker adds this prefix to the relations of a webhook resource. */
const WEBHOOKS_PREFIX = 'webhooks-';

/** The documentation of one relation. The `curies` link of every HAL resource refers to this page. */
export async function relationPage({ c, urls }: PageContext): Promise<PageContent | undefined> {
  const name = pathParam(c, 'rel');
  const key = Object.hasOwn(relations, name) ? name : name.replace(WEBHOOKS_PREFIX, '');
  if (!Object.hasOwn(relations, key)) return undefined;
  const body = (
    <>
      <h1>{`pb:${key}`}</h1>
      <p>{relations[key]}</p>
      {key === 'webhooks' && <WebhookRules />}
    </>
  );
  return { title: `pb:${key}`, body, breadcrumbs: [{ name: 'Relations', href: `${urls.base}/doc` }] };
}

/** Errors about the URL of a webhook refer to this section. */
function WebhookRules() {
  return (
    <section aria-labelledby="whitelist">
      <h2 id="whitelist">Allowed hosts, schemes and methods</h2>
      <p>
        A webhook may send requests only to hosts, with schemes and with methods that the broker's settings allow:{' '}
        <code>PACT_BROKER_WEBHOOK_HOST_WHITELIST</code>, <code>PACT_BROKER_WEBHOOK_SCHEME_WHITELIST</code> and{' '}
        <code>PACT_BROKER_WEBHOOK_HTTP_METHOD_WHITELIST</code>, each a list separated by spaces or commas.
      </p>
    </section>
  );
}

/** All relations of the API. */
export async function relationListPage({ urls }: PageContext): Promise<PageContent> {
  const names = Object.keys(relations).sort(compareText);
  const body = (
    <>
      <h1>
        Relations <span class="count">{names.length}</span>
      </h1>
      <p>
        The resources of the API link to each other by these relations. <a href={`${urls.base}/?as=hal`}>Start here</a>
      </p>
      <dl>
        {names.map((name) => (
          <>
            <dt>
              <a href={urls.href`/doc/${name}`}>{`pb:${name}`}</a>
            </dt>
            <dd>{relations[name]}</dd>
          </>
        ))}
      </dl>
    </>
  );
  return { title: 'Relations', body };
}
