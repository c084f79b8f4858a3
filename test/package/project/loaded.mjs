// Prints the packages that importing one name loads: the ESM ones by a load hook, the CommonJS ones from their cache.
import { createRequire, register } from 'node:module';
import { MessageChannel } from 'node:worker_threads';

const hooks = `
let port;
export function initialize(data) { port = data.port; }
export async function load(url, context, next) { port.postMessage(url); return next(url, context); }`;
const { port1, port2 } = new MessageChannel();
const files = [];
port1.on('message', (url) => files.push(url));
port1.unref();
register(`data:text/javascript,${encodeURIComponent(hooks)}`, { data: { port: port2 }, transferList: [port2] });
await import(process.argv[2]);
await new Promise((resolve) => setTimeout(resolve, 200));
files.push(...Object.keys(createRequire(import.meta.url).cache));
const names = files.flatMap((file) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
console.log(JSON.stringify([...new Set(names)].sort()));
