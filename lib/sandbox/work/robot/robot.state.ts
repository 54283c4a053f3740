import { createHash } from 'node:crypto';
import type { UploadedFile } from '../../http/multipart.reader.js';
import type { SandboxRobotMessage } from '../../interfaces/sandbox-robot-message.interface.js';
import type { SandboxWorld } from '../../world/sandbox-world.js';
import { WorkRefusal } from '../api/work.refusal.js';
import { type WorkMedia, WorkMediaShelf } from '../media/work-media.shelf.js';
import { newRobotKey } from '../work.identifiers.js';

const MOST = 20;
const MINUTE = 60_000;
const LARGEST_PICTURE = 2 * 1024 * 1024;
const LONGEST: Readonly<Record<string, number>> = { text: 2048, markdown: 4096, markdown_v2: 4096 };
const FILES: ReadonlySet<string> = new Set(['file', 'voice']);

type Fields = Readonly<Record<string, unknown>>;

/** A robot in a group chat, which is written to by its webhook. 群机器人 */
export class RobotState {
  readonly messages: SandboxRobotMessage[] = [];
  readonly media: WorkMediaShelf;
  /** Whether it was taken out of its group. */
  isGone = false;

  constructor(
    private readonly world: SandboxWorld,
    readonly key = newRobotKey(),
  ) {
    this.media = new WorkMediaShelf(world.clock, world.maxUpload);
  }

  /** @throws {WorkRefusal} for what WeCom does not take */
  upload(type: string, file: UploadedFile): WorkMedia {
    if (!FILES.has(type)) throw new WorkRefusal(40005, type);
    return this.media.upload(type, file);
  }

  /** @throws {WorkRefusal} for what does not arrive, and for more than 20 messages a minute */
  send(body: { readonly msgtype: string }): void {
    const { msgtype } = body;
    const content = (body as unknown as Readonly<Record<string, Fields | undefined>>)[msgtype];
    if (!content) throw new WorkRefusal(40058, `a message of the type ${msgtype} needs ${msgtype}`);
    this.#check(msgtype, content);
    const now = this.world.clock.now();
    if (this.messages.filter(({ at }) => now - at < MINUTE).length >= MOST) throw new WorkRefusal(45009);
    const told = content['content'];
    this.messages.push({ at: now, msgtype, content, text: typeof told === 'string' ? told : '' });
  }

  #check(msgtype: string, content: Fields): void {
    const longest = LONGEST[msgtype];
    if (longest !== undefined) {
      const text = String(content['content']);
      if (text === '') throw new WorkRefusal(44004);
      if (Buffer.byteLength(text) > longest) throw new WorkRefusal(45002);
    }
    if (FILES.has(msgtype)) this.media.need(String(content['media_id']), msgtype);
    if (msgtype === 'image') checkPicture(content);
    if (msgtype === 'news') {
      const { length } = content['articles'] as readonly unknown[];
      if (length < 1 || length > 8) throw new WorkRefusal(45008, `there are ${length}`);
    }
  }
}

function checkPicture({ base64, md5 }: Fields): void {
  const picture = Buffer.from(String(base64), 'base64');
  if (picture.length > LARGEST_PICTURE) throw new WorkRefusal(45001);
  if (createHash('md5').update(picture).digest('hex') !== md5) throw new WorkRefusal(301019);
}
