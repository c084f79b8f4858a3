/** Whether a start would install nothing. */
export function gemsAreThere(): boolean;
export function installGems(): Record<string, string>;
