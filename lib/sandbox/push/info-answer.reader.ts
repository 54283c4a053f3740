import { type ReadReply, UnacceptableReply } from './reply.reader.js';

/**
 * Reads a platform's answer to what it was told.
 *
 * @throws {UnacceptableReply} unless it is the one WeChat takes
 */
export function readInfoAnswer(raw: string): ReadReply {
  if (raw.trim() !== 'success') throw new UnacceptableReply('it is not "success"');
  return { kind: 'none', fields: {}, raw, opened: raw };
}
