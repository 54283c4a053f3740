export const SEALED_FOR_ANOTHER =
  'The message was sealed for another receiver: is the corpid the one of the console, and the address that of this agent?';
export const ANOTHER_AGENT =
  'The message is for another application of the corporation: set the address of the console to /<path>/<corporation>/<that agent>';
export const REPLY_UNKNOWN = (msgType: string): string =>
  `WeCom knows no reply of type ${msgType}: return text, image, voice, video, news, or what workReply.… makes`;
export const NO_TAP = (msgType: string): string =>
  `A reply of type ${msgType} answers a tap on a card, and nothing else: return it to ${msgType === 'update_taskcard' ? 'taskcard_click' : 'template_card_event'}`;
