import { newMediaId } from '../world/identifiers.js';

/** An article, as it was sent. */
export type StoredArticle = Readonly<Record<string, unknown>>;

/** A draft. 草稿 */
export interface StoredDraft {
  readonly media_id: string;
  readonly articles: StoredArticle[];
  /** Seconds of the sandbox's clock. */
  readonly createTime: number;
  updateTime: number;
}

/** The draft box of one account. 草稿箱 */
export class DraftBook {
  readonly #drafts = new Map<string, StoredDraft>();
  /** Whether the account has been given the draft box. MP端开关 */
  isOpen = false;

  add(articles: readonly StoredArticle[], now: number): string {
    const media_id = newMediaId();
    this.#drafts.set(media_id, { media_id, articles: [...articles], createTime: now, updateTime: now });
    return media_id;
  }

  find(mediaId: string): StoredDraft | undefined {
    return this.#drafts.get(mediaId);
  }

  remove(mediaId: string): boolean {
    return this.#drafts.delete(mediaId);
  }

  /** The latest first. */
  get list(): readonly StoredDraft[] {
    return [...this.#drafts.values()].toReversed();
  }
}
