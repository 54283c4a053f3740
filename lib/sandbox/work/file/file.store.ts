import { randomBytes } from 'node:crypto';
import type { SandboxWorld } from '../../world/sandbox-world.js';

/** A file that may be fetched at an address. */
export interface ServedFile {
  readonly content: Buffer;
  readonly filename: string;
  /** Milliseconds of the sandbox's clock. */
  readonly expiresAt: number;
  /** What has to come with the request, where something has to. */
  readonly cookie?: { readonly name: string; readonly value: string };
}

const PREFIX = '/work-files/';

/** Files that WeCom hands out at addresses of their own, for a while. */
export class FileStore {
  readonly #files = new Map<string, ServedFile>();

  constructor(private readonly world: SandboxWorld) {}

  /** @returns where the file is */
  serve(file: ServedFile): string {
    const id = randomBytes(24).toString('base64url');
    this.#files.set(id, file);
    return `${this.world.url}${PREFIX}${id}`;
  }

  /** A file that may be had, by the rest of its address. */
  find(path: string, cookies: string): ServedFile | undefined {
    const file = this.#files.get(path.slice(1));
    if (!file || file.expiresAt <= this.world.clock.now()) return undefined;
    const { cookie } = file;
    const isGiven = !cookie || cookies.split(/;\s*/).includes(`${cookie.name}=${cookie.value}`);
    return isGiven ? file : undefined;
  }
}
