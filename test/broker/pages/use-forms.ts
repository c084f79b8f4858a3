import type { TestBroker } from '../../support/test-broker.ts';

/** A page as a browser receives it. */
interface OpenedPage {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** The visible text: without tags, with entities decoded. */
  readonly text: string;
  /** Its first form with POST. */
  readonly action: string;
  readonly body: string;
}

type Form = Pick<OpenedPage, 'action' | 'body'>;

const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

/** Opens pages and sends their forms as a browser without scripts does. */
export function useForms(broker: TestBroker) {
  const open = async (path: string, headers: Record<string, string> = {}): Promise<OpenedPage> =>
    read(await fetch(broker.url + path, { headers: { accept, ...headers }, redirect: 'manual' }));
  const submit = async ({ action, body }: Form, headers: Record<string, string> = {}): Promise<OpenedPage> => {
    const own = { accept, origin: broker.url, 'sec-fetch-site': 'same-origin' };
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const request = { method: 'POST', body, redirect: 'manual' as const };
    return read(await fetch(broker.url + action, { ...request, headers: { ...own, ...type, ...headers } }));
  };
  return {
    open,
    submit,
    follow: (answer: OpenedPage) => open(answer.headers.get('location') ?? '/nowhere'),
    /** Opens a page and presses the button with a label. */
    press: async (path: string, label: string) => {
      const form = formsIn((await open(path)).html).find(({ html }) => html.includes(`>${label}</button>`));
      if (!form) throw new Error(`there is no button "${label}" on ${path}`);
      return submit(form);
    },
  };
}

async function read(response: Response): Promise<OpenedPage> {
  const html = await response.text();
  const [form] = formsIn(html);
  const text = decodeHtml(html.replace(/<[^>]*>/g, ''));
  const { status, headers } = response;
  return { status, headers, html, text, action: form?.action ?? '', body: form?.body ?? '' };
}

function formsIn(page: string): (Form & { html: string })[] {
  return [...page.matchAll(/<form method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/gs)].map(
    ([, action = '', html = '']) => {
      const fields = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
      const entries = fields.map(([, name = '', value = '']): [string, string] => [
        decodeHtml(name),
        decodeHtml(value),
      ]);
      return { html, action: decodeHtml(action), body: new URLSearchParams(entries).toString() };
    },
  );
}

/** Text of a page with its entities decoded. */
export function decodeHtml(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
