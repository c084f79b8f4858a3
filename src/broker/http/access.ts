import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { quoteForLog } from '../../text/log-text.ts';
import type { BrokerEnv } from '../context.ts';
import { unknownUser, userWithoutCredentials } from './request-user.ts';
import { declarationOf, type RouteDeclaration } from './route-declaration.ts';

/** A user name and a password in clear text. The broker retains only their hash. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Credentials of the broker. Without any, everyone may do everything. */
export interface Access {
  /** May do everything. */
  readonly write?: Credentials;
  /** May read, including the pacts for verification, which are requested with POST. */
  readonly read?: Credentials;
  /** Bearer tokens with the same rights; the official broker has none. */
  readonly writeTokens?: readonly string[];
  readonly readTokens?: readonly string[];
  /** Reading needs no credentials. */
  readonly publicRead?: boolean;
  /** The heartbeat needs no credentials. */
  readonly publicHeartbeat?: boolean;
  /** Badges need no credentials. */
  readonly publicBadges?: boolean;
}

/** Whether any credentials are configured. */
export function requiresCredentials({ write, read, writeTokens = [], readTokens = [] }: Access): boolean {
  return Boolean(write || read) || writeTokens.length + readTokens.length > 0;
}

/**
 * Rejects requests without sufficient credentials, and sets the request's user. Like the official broker it answers 401 for unknown
 * credentials and for missing rights.
 */
export function requireCredentials(access: Access): MiddlewareHandler<BrokerEnv> {
  if (!requiresCredentials(access))
    return (c, next) => {
      c.set('user', userWithoutCredentials);
      return next();
    };
  const writers = [...hashBasic(access.write), ...hashBearerTokens(access.writeTokens)];
  const readers = [...hashBasic(access.read), ...hashBearerTokens(access.readTokens)];
  return async (c, next) => {
    const declared = declarationOf(c);
    const header = c.req.header('authorization');
    const mayWrite = isOneOf(writers, header);
    const isKnown = mayWrite || isOneOf(readers, header);
    const attribution = isKnown ? attributionOf(header) : unknownUser.attribution;
    c.set('user', { attribution, mayWrite, canSignIn: access.write !== undefined, isKnown });
    const isRead =
      ['GET', 'HEAD', 'OPTIONS', ...declared.readMethods].includes(c.req.method) && !declared.requiresWrite;
    if (mayWrite || (isRead && (isKnown || isPublic(access, declared)))) return next();
    const scheme = passwordHelps(access, isRead) ? 'Basic' : 'Bearer';
    return c.body('', 401, { 'content-type': 'text/plain', 'www-authenticate': `${scheme} realm="Restricted area"` });
  };
}

/** Whether a user name and a password can give the right. If only tokens can, a browser must not ask for a password. */
function passwordHelps({ write, read }: Access, isRead: boolean): boolean {
  return Boolean(write || (isRead && read));
}

/** Whether reading a route needs no credentials. */
function isPublic({ publicRead, publicHeartbeat, publicBadges }: Access, { publicAs }: RouteDeclaration): boolean {
  if (publicRead) return true;
  return (publicAs === 'heartbeat' && publicHeartbeat) || (publicAs === 'badge' && publicBadges) || false;
}

function hashBasic(credentials: Credentials | undefined): Buffer[] {
  return credentials ? [hash(`basic ${credentials.username}:${credentials.password}`)] : [];
}

function hashBearerTokens(tokens: readonly string[] = []): Buffer[] {
  return tokens.map((token) => hash(`bearer ${token}`));
}

/** Compares every known credential in constant time, so that the time of a rejection reveals nothing. */
function isOneOf(known: readonly Buffer[], header: string | undefined): boolean {
  if (header === undefined) return false;
  const credentialHash = hash(credentialIn(header));
  return known.map((one) => timingSafeEqual(one, credentialHash)).includes(true);
}

function credentialIn(header: string): string {
  const [, scheme = '', value = ''] = /^(\w+) +(.*)$/.exec(header) ?? [];
  if (scheme.toLowerCase() === 'bearer') return `bearer ${value}`;
  if (scheme.toLowerCase() === 'basic') return `basic ${Buffer.from(value, 'base64').toString('utf8')}`;
  return '';
}

/** How the log names the user of a request with valid credentials. */
function attributionOf(header = ''): string {
  const [, username] = /^basic ([^:]*):/s.exec(credentialIn(header)) ?? [];
  return username === undefined ? 'with a token' : `by user ${quoteForLog(username)}`;
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
