import { accessSync, constants } from 'node:fs';

const WHERE_DEBIAN_PUTS_IT = '/usr/bin/chromium';

/** Where the browser is, or why there is none. */
export type FoundChromium = { executablePath: string } | { reason: string };

/** Finds the Chromium that `CHROMIUM_PATH` or the system offers. */
export function findChromium(): FoundChromium {
  const executablePath = process.env.CHROMIUM_PATH ?? WHERE_DEBIAN_PUTS_IT;
  try {
    accessSync(executablePath, constants.X_OK);
    return { executablePath };
  } catch {
    return {
      reason: `no Chromium at ${executablePath}; install it (apt-get install chromium) or set CHROMIUM_PATH`,
    };
  }
}
