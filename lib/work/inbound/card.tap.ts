import type { MessageTree } from '../../common/index.js';

/** What names the tap that a reply of this type answers: in the push, and in the call that updates the card later. */
const TAP_FIELDS: ReadonlyMap<string, string> = new Map([
  ['update_button', 'ResponseCode'],
  ['update_template_card', 'ResponseCode'],
  ['update_taskcard', 'TaskId'],
]);

/** Whether only a tap on a card is answered with it. */
export const needsTap = (msgType: string): boolean => TAP_FIELDS.has(msgType);

/** The code of the tap; undefined where the message is no tap that this type of reply answers. */
export function tapOf(message: MessageTree, msgType: string): string | undefined {
  const value = message[TAP_FIELDS.get(msgType) ?? ''];
  return typeof value === 'string' && value ? value : undefined;
}
