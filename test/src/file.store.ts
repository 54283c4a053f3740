import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

let written = 0;

/** A store for Keyv that keeps each value in a file of its own, which is there whole or not at all. */
export class FileStore {
  constructor(private readonly folder: string) {}

  async get(key: string): Promise<string | undefined> {
    try {
      return await readFile(this.#pathOf(key), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async set(key: string, value: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    written += 1;
    const draft = `${this.#pathOf(key)}.${process.pid}.${written}`;
    await writeFile(draft, value, { flush: true });
    await rename(draft, this.#pathOf(key));
  }

  async delete(key: string): Promise<boolean> {
    const had = (await this.get(key)) !== undefined;
    await rm(this.#pathOf(key), { force: true });
    return had;
  }

  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  #pathOf(key: string): string {
    return join(this.folder, createHash('sha256').update(key).digest('hex'));
  }
}
