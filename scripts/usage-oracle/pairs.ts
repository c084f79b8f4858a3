import type { Distribution } from '../../src/python/distribution.ts';

/** A consumer, the provider's release that its types are read from, and releases to compare that one with. */
export interface OraclePair {
  readonly consumer: Distribution;
  readonly provider: string;
  readonly with: string;
  readonly releases: readonly string[];
}

export const release = (name: string, number: string): Distribution => ({ name, source: { kind: 'release', number } });

const pair = (consumer: string, provider: string, releases: string): OraclePair => {
  const [name = '', number = ''] = consumer.split(' ');
  const [providerName = '', fitting = ''] = provider.split(' ');
  return { consumer: release(name, number), provider: providerName, with: fitting, releases: releases.split(' ') };
};

/** In the family and outside of it; releases that fit, and releases that break. */
export const oraclePairs: readonly OraclePair[] = [
  pair('market-data-ibkr 1.1.7', 'market-data-core 1.2.33', '1.2.0 1.2.9 1.2.31 1.2.41 1.3.0 1.4.0 1.4.36 1.4.61'),
  pair('market-data-ibkr 1.1.2', 'market-data-core 1.2.33', '1.2.31 1.4.61'),
  pair('market-data-store 0.6.73', 'market-data-core 1.4.61', '1.2.9 1.2.33 1.3.0 1.4.36'),
  pair('market-data-store 0.6.40', 'market-data-core 1.4.36', '1.2.31 1.4.61'),
  pair('market-data-pipeline 0.8.70', 'market-data-core 1.4.61', '1.2.30 1.3.0 1.4.0 1.4.36'),
  pair('market-data-orchestrator 0.9.3', 'market-data-core 1.4.61', '1.2.33 1.4.0 1.4.36'),
  pair('openai 1.50.0', 'httpx 0.27.2', '0.23.3 0.28.0'),
  pair('typer 0.15.2', 'click 8.1.8', '8.0.4 8.2.0'),
  pair('requests 2.25.1', 'urllib3 1.26.18', '2.2.1'),
  pair('flask 2.0.3', 'werkzeug 2.0.3', '2.3.8 3.0.1'),
  pair('httpx 0.27.2', 'httpcore 1.0.5', '0.17.3'),
  pair('black 22.1.0', 'click 8.0.4', '8.1.8'),
];
