/** Scenarios that our broker does not answer yet, with the reason; each run says so. */
export const notYet: Readonly<Record<string, string>> = {
  S29: 'webhooks are not there yet',
  S30: 'webhooks are not there yet',
  S31: 'webhooks are not there yet',
  S32: 'webhooks are not there yet',
  A3: 'webhooks are not there yet',
  S38: 'authentication is not there yet',
};
