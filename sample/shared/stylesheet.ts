import { readFile } from 'node:fs/promises';

const SHARED = new URL('style.css', import.meta.url);

/** The stylesheet of a sample's pages: what all samples look like, then its own. */
export async function stylesheetOf(own: URL): Promise<string> {
  const parts = await Promise.all([SHARED, own].map((file) => readFile(file, 'utf8')));
  return parts.join('\n');
}
