/** Something that ends when it is told to: an application, a sandbox, a process. */
export interface Closable {
  close(): Promise<unknown>;
}

/** Whether a sample only shows what it can and ends. */
export const isOnce = process.argv.includes('--once');

/**
 * Runs a sample. Whatever it opens is closed, the last first: at once when it fails or was to run `--once`, else at
 * Ctrl+C. Nothing then keeps the process alive.
 */
export async function runSample(start: (open: <One extends Closable>(one: One) => One) => Promise<void>) {
  const opened: Closable[] = [];
  let isEnding = false;
  const stop = async (): Promise<void> => {
    isEnding = true;
    for (const one of opened.splice(0).toReversed()) await one.close();
  };
  const open = <One extends Closable>(one: One): One => {
    opened.push(one);
    return one;
  };
  process.once('SIGINT', () => void stop()).once('SIGTERM', () => void stop());
  try {
    await start(open);
    if (isOnce || isEnding) await stop();
  } catch (error) {
    if (isEnding) return;
    console.error(`\n${explain(error)}`);
    process.exitCode = 1;
    await stop();
  }
}

/** Reads a port from the environment; 0 takes a free one. */
export function portOf(name: string, fallback: number): number {
  const port = Number(process.env[name] || fallback);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new Error(`${name} is not a port: give a whole number from 0 to 65535.`);
}

function explain(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  return code === 'EADDRINUSE'
    ? `Port ${port} is in use. Choose others with PORT and SANDBOX_PORT; 0 takes a free one.`
    : message;
}
