import type { BrokerApp, BrokerContext } from '../../context.ts';
import { declareRoute, noDeclaration } from '../../http/route-declaration.ts';

type Next = () => Promise<void>;
type Handler = (c: BrokerContext, next: Next) => Response | Promise<Response | undefined>;

/** Mounts the handlers of a form at a path. Every method requires the right to write; methods without a handler are answered with 405. */
export function mountForm(
  app: BrokerApp,
  path: string,
  handlers: { readonly GET?: Handler; readonly POST?: Handler },
): void {
  const handle = async (c: BrokerContext, next: Next) => {
    const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
    const handler = method === 'GET' || method === 'POST' ? handlers[method] : undefined;
    return handler ? handler(c, next) : c.body(null, 405, { Allow: Object.keys(handlers).join(', ') });
  };
  declareRoute(handle, { ...noDeclaration, requiresWrite: true });
  app.all(path, handle);
}
