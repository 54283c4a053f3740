import { newMediaId } from '../world/identifiers.js';
import type { SandboxClock } from '../world/sandbox.clock.js';

export type MediaType = 'image' | 'voice' | 'video' | 'thumb';

export interface StoredMedia {
  readonly id: string;
  readonly type: MediaType;
  readonly content: Buffer;
  readonly contentType: string;
  /** With its dot. */
  readonly extension: string;
  /** Milliseconds of the sandbox's clock; infinite for permanent material and what `uploadimg` took. */
  readonly expiresAt: number;
  readonly createdAt: number;
}

/** Temporary media live for three days. */
const LIFE = 3 * 86_400_000;

export const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.bmp': 'image/bmp',
  '.amr': 'audio/amr',
  '.mp3': 'audio/mp3',
  '.wav': 'audio/wav',
  '.wma': 'audio/x-ms-wma',
  '.mp4': 'video/mp4',
};

export function extensionOf(contentType: string): string {
  const found = Object.entries(CONTENT_TYPES).find(([, type]) => type === contentType);
  return found?.[0] ?? '.jpg';
}

/** Media of all accounts, by their id. 临时素材 */
export class MediaShelf {
  readonly #media = new Map<string, StoredMedia & { appId: string }>();

  constructor(private readonly clock: SandboxClock) {}

  add(appId: string, type: MediaType, content: Buffer, extension: string, forever = false): StoredMedia {
    const media = {
      id: newMediaId(),
      appId,
      type,
      content,
      contentType: CONTENT_TYPES[extension] ?? 'application/octet-stream',
      extension,
      createdAt: this.clock.now(),
      expiresAt: forever ? Infinity : this.clock.now() + LIFE,
    };
    this.#media.set(media.id, media);
    return media;
  }

  /** A medium of that account that is still kept. */
  find(appId: string, id: string): StoredMedia | undefined {
    const media = this.#media.get(id);
    return media && media.appId === appId && media.expiresAt > this.clock.now() ? media : undefined;
  }

  remove(id: string): void {
    this.#media.delete(id);
  }

  /** For the chat page, which shows what was sent for as long as it is known. */
  show(id: string): StoredMedia | undefined {
    return this.#media.get(id);
  }
}
