import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CredentialStore } from 'nestjs-wechat-sdk';

type Kept = Readonly<Record<string, unknown>>;

/**
 * Keeps credentials in a file, so that the application can be restarted. The folder is of this run alone: the sandbox
 * begins anew each time, and does not know what an earlier one gave. A platform in earnest has several processes, and
 * takes `new Keyv({ store: new KeyvRedis('redis://…') })` of keyv and @keyv/redis here.
 */
export class FileCredentials implements CredentialStore {
  #last: Promise<unknown> = Promise.resolve();

  private constructor(readonly path: string) {}

  static async create(): Promise<FileCredentials> {
    const path = join(await mkdtemp(join(tmpdir(), 'wechat-')), 'credentials.json');
    await writeFile(path, '{}', { mode: 0o600 });
    return new FileCredentials(path);
  }

  async get(key: string): Promise<unknown> {
    return (await this.#read())[key];
  }

  set(key: string, value: unknown): Promise<void> {
    return this.#change((kept) => ({ ...kept, [key]: value }));
  }

  delete(key: string): Promise<void> {
    return this.#change((kept) => ({ ...kept, [key]: undefined })); // JSON leaves it out
  }

  close(): Promise<void> {
    return rm(dirname(this.path), { recursive: true });
  }

  /** One change after the other, each whole or not at all. */
  #change(edit: (kept: Kept) => Kept): Promise<void> {
    const done = this.#last.then(async () => {
      await writeFile(`${this.path}.new`, JSON.stringify(edit(await this.#read())), { mode: 0o600 });
      await rename(`${this.path}.new`, this.path);
    });
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #read(): Promise<Kept> {
    return JSON.parse(await readFile(this.path, 'utf8')) as Kept;
  }
}
