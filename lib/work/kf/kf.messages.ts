import { inClient } from '../../common/index.js';

export const CURSOR_IN_MEMORY = (name: string): string =>
  inClient(
    name,
    'how far the messages of customer service were read is known in memory alone: after a restart those of three days come again. Give WeChatModule { credentials: new Keyv({ store: … }) } with a store that persists.',
  );
export const GIVEN_UP = (name: string, openKfId: string, msgId: string): string =>
  inClient(
    name,
    `the message ${msgId} of ${openKfId} was passed over: its handler has failed for ten minutes. kf.messages.sync(openKfId, { from: 'start' }) shows it once more within three days.`,
  );
export const NOT_A_KF_REPLY =
  "A handler of customer service returns nothing, a string, or contents such as { msgtype: 'image', image: { media_id } }";
export const NO_KF_REPLY_TAKEN = (what: string): string =>
  `Nobody is answered to ${what}: return nothing, or send with kf.messages`;
export const ONLY_TEXT_OR_MENU = (name: string, type: string): string =>
  `The event "${name}" is answered with a text or a menu (msgmenu), not with "${type}"`;
export const TEXT_TOO_LONG = (bytes: number, most: number): string =>
  `The text has ${bytes} bytes, and WeCom takes ${most}: cut it, or send it in several messages`;
export const READS_WITHIN = (name: string, openKfId: string): string =>
  inClient(
    name,
    `a handler of a message of ${openKfId} reads the messages of ${openKfId}, and would wait for itself: they come to the handlers by themselves. kf.messages.sync(openKfId, { from: 'start' }) may look at them from within.`,
  );
