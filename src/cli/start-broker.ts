import { run } from './broker.ts';

/** `npm run broker`: this command without the others, so that its bundle (see bundled.mjs) is small and starts quickly. */
await run(process.argv.slice(2));
