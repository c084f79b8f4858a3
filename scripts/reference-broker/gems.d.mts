export function gemsAreInstalled(): boolean;
export function installGems(): Record<string, string>;
export function cacheFolder(): string;
