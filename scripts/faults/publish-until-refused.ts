import { publish, type RequestFailedError } from './client.ts';

/** Publishes until a broker refuses; adds the paths of the successful writes to `answered`. */
export async function publishUntilRefused(url: string, name: string, answered: string[]): Promise<RequestFailedError> {
  for (let i = 0; i < 1_000; i += 1) {
    const refused = await publish(url, `${name}-${i}`).then(
      (path) => void answered.push(path),
      (error: RequestFailedError) => error,
    );
    if (refused) return refused;
  }
  throw new Error('nothing was refused');
}
