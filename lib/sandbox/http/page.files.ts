import { readdir, readFile } from 'node:fs/promises';

/** Reads the files of a page, by their name. */
export async function readFolder(folder: URL): Promise<ReadonlyMap<string, Buffer>> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(new URL(name, folder))] as const),
  );
  return new Map(files);
}
