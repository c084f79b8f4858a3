import { mkdirSync } from 'node:fs';
import { startBroker } from '../src/broker/server.ts';
import { runCommand } from '../src/cli/support/run-command.ts';
import { loadConfig } from '../src/config/config.ts';
import { consumer, provider } from '../src/contracts/interactions.ts';
import { referenceCore } from '../src/provider/reference.ts';
import { coreUnderTest } from '../src/provider/start-core.ts';
import { runReleaseFlow } from './demo/release-flow.ts';
import { DemoSteps } from './demo/steps.ts';
import { referencePact } from './demo/write-pact.ts';
import { launchBrowser } from './support/browser.ts';

const command = {
  usage: 'node --import tsx scripts/screenshots.ts',
  summary:
    'Runs the release flow of npm start on a broker in memory and takes the screenshots of its pages for the README.',
  options: { folder: { value: '<folder>', default: '.github/assets', description: 'output folder' } },
} as const;

/** The screenshots: pages and their heights in pixels, from the top. */
const pictures = [
  { name: 'overview', path: '/', height: 560, scheme: 'light' },
  { name: 'version', path: `/pacticipants/${provider}/versions/1.2.0-reference`, height: 560, scheme: 'light' },
  {
    name: 'pact',
    path: `/pacts/provider/${provider}/consumer/${consumer}/latest#interaction-5`,
    height: 470,
    scheme: 'light',
  },
  { name: 'matrix', path: `/matrix/provider/${provider}/consumer/${consumer}`, height: 500, scheme: 'dark' },
] as const;

await runCommand(command, async ({ folder }) => {
  const config = {
    ...loadConfig(),
    PACT_CONSUMER_VERSION: '3f2a91c0d1e24b5a86c7d8e9f0a1b2c3d4e5f607',
    PACT_CONSUMER_BRANCH: 'main',
  };
  mkdirSync(folder, { recursive: true });
  const broker = await startBroker({ database: ':memory:', port: 0 });
  const browser = await launchBrowser();
  try {
    const core = referenceCore();
    const startCore = async () => coreUnderTest(core, await core.describe(), '1.1.0-reference');
    const sides = { pact: Promise.resolve(referencePact(config)), startCore };
    await runReleaseFlow(new DemoSteps(() => undefined), { url: broker.url }, sides);
    for (const { name, path, height, scheme } of pictures) {
      const page = await browser.newPage({ viewport: { width: 1120, height }, colorScheme: scheme });
      await page.goto(broker.url + path);
      await page.screenshot({ path: `${folder}/${name}.png` });
      console.log(`${folder}/${name}.png`);
      await page.close();
    }
  } finally {
    await browser.close();
    await broker.close();
  }
  return 0;
});
