import { readdir, readFile } from 'node:fs/promises';

/** Reads the files of the chat page, by their name. */
export async function readPage(): Promise<ReadonlyMap<string, Buffer>> {
  const folder = new URL('./page/', import.meta.url);
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(new URL(name, folder))] as const),
  );
  return new Map(files);
}
