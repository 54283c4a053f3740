import { extname } from 'node:path';
import { CONTENT_TYPES } from '../../account/media.shelf.js';
import type { UploadedFile } from '../../http/multipart.reader.js';
import type { SandboxClock } from '../../world/sandbox.clock.js';
import { WorkRefusal } from '../api/work.refusal.js';
import { newWorkMediaId } from '../work.identifiers.js';

/** Something that was uploaded, or came with a message. */
export interface WorkMedia {
  readonly id: string;
  /** `image`, `voice`, `video` or `file`. */
  readonly type: string;
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** Milliseconds of the sandbox's clock. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

const LIFE = 3 * 86_400_000;
const KILO = 1024;
const MEGA = KILO * KILO;
const SMALLEST = 5;

/** What WeCom takes of each type. 上传的媒体文件限制 */
const LIMITS: Readonly<Record<string, { readonly size: number; readonly extensions?: readonly string[] }>> = {
  image: { size: 10 * MEGA, extensions: ['.jpg', '.jpeg', '.png'] },
  voice: { size: 2 * MEGA, extensions: ['.amr'] },
  video: { size: 10 * MEGA, extensions: ['.mp4'] },
  file: { size: 20 * MEGA },
};

/** Media of one corporation, which live for three days. 临时素材 */
export class WorkMediaShelf {
  readonly #media = new Map<string, WorkMedia>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly maxUpload?: number,
  ) {}

  /** @throws {WorkRefusal} for what WeCom does not take */
  upload(type: string, { filename, contentType, content }: UploadedFile): WorkMedia {
    const limit = Object.hasOwn(LIMITS, type) ? LIMITS[type] : undefined;
    if (!limit) throw new WorkRefusal(40005, type);
    if (content.length < SMALLEST) throw new WorkRefusal(44001);
    if (content.length > (this.maxUpload ?? limit.size)) throw new WorkRefusal(45001);
    const extension = extname(filename).toLowerCase();
    if (limit.extensions && !limit.extensions.includes(extension)) throw new WorkRefusal(40004, filename);
    return this.put(type, filename, content, CONTENT_TYPES[extension] ?? contentType);
  }

  /** Keeps something without a look at it. */
  put(type: string, filename: string, content: Buffer, contentType: string): WorkMedia {
    const now = this.clock.now();
    const media = {
      id: newWorkMediaId(),
      type,
      filename,
      contentType,
      content,
      createdAt: now,
      expiresAt: now + LIFE,
    };
    this.#media.set(media.id, media);
    return media;
  }

  /** @param type unless any will do. @throws {WorkRefusal} for what there is not, or no longer, or of another type */
  need(id: string, type?: string): WorkMedia {
    const media = this.#media.get(id);
    if (!media || media.expiresAt <= this.clock.now()) throw new WorkRefusal(40007);
    if (type !== undefined && media.type !== type) throw new WorkRefusal(40007, `it is a ${media.type}`);
    return media;
  }
}
