import { randomBytes } from 'node:crypto';
import type { ComplaintState } from './complaint.state.js';

/** A picture of a complaint. */
export interface ComplaintImage {
  readonly content: Buffer;
  readonly contentType: string;
}

/** The complaints about one merchant, with their pictures. */
export class ComplaintBook {
  /** By id. */
  readonly complaints = new Map<string, ComplaintState>();
  readonly #images = new Map<string, ComplaintImage>();
  /** Where the application wants to hear of them. 投诉通知回调地址 */
  notifyUrl?: string;

  /** @returns its id */
  addImage(image: ComplaintImage): string {
    const id = `ChsyMDA4MDAy${randomBytes(48).toString('base64url')}`;
    this.#images.set(id, image);
    return id;
  }

  image(id: string): ComplaintImage | undefined {
    return this.#images.get(id);
  }
}
