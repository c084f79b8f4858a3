/** A contract of a publication, with consumer and provider in its content. */
export function contract(consumer: string, provider: string, content: object) {
  const pact = { consumer: { name: consumer }, provider: { name: provider }, ...content };
  return {
    consumerName: consumer,
    providerName: provider,
    specification: 'pact',
    contentType: 'application/json',
    content: Buffer.from(JSON.stringify(pact)).toString('base64'),
  };
}
