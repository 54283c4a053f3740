import { readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CredentialStore } from 'nestjs-wechat-sdk';
import type { Closable } from '../../shared/sample.life.js';

/**
 * Keeps how far 微信客服 was read, in a file. Several processes would take `new Keyv({ store: new KeyvRedis('redis://…') })` of
 * keyv and @keyv/redis here.
 */
export class FileCredentials implements CredentialStore, Closable {
  readonly #kept: Map<string, unknown>;
  #last: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly isOfThisRun: boolean,
  ) {
    this.#kept = new Map(isOfThisRun ? [] : Object.entries(readFrom(path)));
  }

  /** @param path of the file; without one it lasts as long as the sandbox does, which begins anew each time */
  static async open(path?: string): Promise<FileCredentials> {
    if (path) return new FileCredentials(path, false);
    return new FileCredentials(join(await mkdtemp(join(tmpdir(), 'wecom-')), 'credentials.json'), true);
  }

  get(key: string): Promise<unknown> {
    return Promise.resolve(this.#kept.get(key));
  }

  set(key: string, value: unknown): Promise<void> {
    this.#kept.set(key, value);
    return this.#save();
  }

  delete(key: string): Promise<void> {
    this.#kept.delete(key);
    return this.#save();
  }

  async close(): Promise<void> {
    if (this.isOfThisRun) await rm(dirname(this.path), { recursive: true });
  }

  /** One change after the other, each whole or not at all. */
  #save(): Promise<void> {
    const text = JSON.stringify(Object.fromEntries(this.#kept));
    const done = this.#last.then(async () => {
      await writeFile(`${this.path}.new`, text, { mode: 0o600 });
      await rename(`${this.path}.new`, this.path);
    });
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function readFrom(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
