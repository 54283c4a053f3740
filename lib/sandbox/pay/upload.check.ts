import { createHash } from 'node:crypto';
import type { UploadedFile } from '../http/multipart.reader.js';
import { paramError } from './pay.refusal.js';

/**
 * Checks that a file is the one its `meta` tells of; some uploads have another digest, which is not looked at.
 *
 * @throws {PayRefusal} when it is not, or when it is missing
 */
export function checkUpload(meta: string | undefined, files: Readonly<Record<string, UploadedFile>>): void {
  const file = Object.values(files)[0];
  if (!file) throw paramError('缺少文件');
  const { filename, sha256 } = readMeta(meta);
  if (filename !== undefined && filename !== file.filename)
    throw paramError('meta 中的 filename 与文件名不一致');
  const digest = createHash('sha256').update(file.content).digest('hex');
  if (sha256 !== undefined && sha256 !== digest) throw paramError('文件的 sha256 与 meta 中的不一致');
}

function readMeta(meta = ''): { filename?: string; sha256?: string } {
  try {
    return JSON.parse(meta) as { filename?: string; sha256?: string };
  } catch {
    throw paramError('meta 不是 JSON');
  }
}
