import type { StoredArticle } from './draft.book.js';

/** Kinds of material as lists and counts know them; a thumbnail is a picture. */
export type MaterialKind = 'image' | 'voice' | 'video' | 'news';

/** A piece of permanent material; the bytes of a file are on the media shelf, under the same id. */
export interface StoredMaterial {
  readonly media_id: string;
  readonly kind: MaterialKind;
  /** The name the file was uploaded under. */
  readonly name: string;
  readonly url: string;
  /** Of a video. */
  readonly description?: { readonly title: string; readonly introduction: string };
  /** Of news. */
  readonly articles?: StoredArticle[];
  /** Seconds of the sandbox's clock. */
  readonly createTime: number;
  updateTime: number;
}

/** The permanent material of one account. 永久素材 */
export class MaterialBook {
  readonly #materials = new Map<string, StoredMaterial>();

  add(material: StoredMaterial): void {
    this.#materials.set(material.media_id, material);
  }

  find(mediaId: string): StoredMaterial | undefined {
    return this.#materials.get(mediaId);
  }

  remove(mediaId: string): boolean {
    return this.#materials.delete(mediaId);
  }

  /** All of a kind, the latest first. */
  of(kind: string): readonly StoredMaterial[] {
    return [...this.#materials.values()].filter((one) => one.kind === kind).toReversed();
  }
}
