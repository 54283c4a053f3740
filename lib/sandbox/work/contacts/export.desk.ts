import { createCipheriv, createHash } from 'node:crypto';
import { WorkRefusal } from '../api/work.refusal.js';
import type { CorpState } from '../corp.state.js';
import { newJobId } from '../work.identifiers.js';
import { WorkJobBook } from './job.book.js';

/** What a job gives out. */
export type ExportType = 'export_user' | 'export_simple_user' | 'export_department' | 'export_taguser';

/** A file that is given out. */
export interface ExportedFile {
  readonly url: string;
  readonly size: number;
  readonly md5: string;
}

/** A job that is done. */
export interface ExportJob {
  readonly id: string;
  readonly files: readonly ExportedFile[];
}

const KEY = /^[A-Za-z0-9]{43}$/;
const LIFE = 7_200_000;

/** AES-256-CBC with the key's own head as IV, padded as PKCS#7 to 32 bytes. */
function seal(text: string, encodingAESKey: string): Buffer {
  const key = Buffer.from(`${encodingAESKey}=`, 'base64');
  const content = Buffer.from(text);
  const pad = 32 - (content.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([content, Buffer.alloc(pad, pad)])), cipher.final()]);
}

/** Exports of the address book. 异步导出 */
export class ExportDesk {
  readonly #jobs = new WorkJobBook<ExportJob>();

  constructor(private readonly corp: CorpState) {}

  /** @throws {WorkRefusal} for a key that is none */
  run(content: object, encodingAESKey: string): ExportJob {
    if (!KEY.test(encodingAESKey)) throw new WorkRefusal(40058, 'encoding_aeskey has 43 letters and digits');
    const sealed = seal(JSON.stringify(content), encodingAESKey);
    const { files, world } = this.corp.shared;
    const expiresAt = world.clock.now() + LIFE;
    const url = files.serve({ content: sealed, filename: 'export', expiresAt });
    const md5 = createHash('md5').update(sealed).digest('hex');
    const job = { id: newJobId(), files: [{ url, size: sealed.length, md5 }] };
    this.#jobs.add(job);
    return job;
  }

  /** @throws {WorkRefusal} when there is none */
  need(id: string): ExportJob {
    return this.#jobs.need(id);
  }
}
