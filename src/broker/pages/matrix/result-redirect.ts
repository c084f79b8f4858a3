import { verificationUrl } from '../../hal/verification.ts';
import { notFound } from '../../http/http-error.ts';
import { pathPart } from '../../http/path-part.ts';
import type { BrokerApp } from '../../http/resource.ts';
import { findVerificationById } from '../../store/verifications.ts';
import { pageContext } from '../page.ts';

/** A result by its number alone, which is short enough for ten thousand links on a page. */
export function resultRedirect(app: BrokerApp): void {
  app.get('/results/:number{[0-9]{1,9}}', async (c) => {
    const found = await findVerificationById(c.var.db, Number(pathPart(c, 'number')));
    if (!found) throw notFound();
    return c.redirect(verificationUrl(found, pageContext(c).to));
  });
}
