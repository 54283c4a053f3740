/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import {
  type CallbackContext,
  ClientOf,
  Context,
  type EventBase,
  type ImageMessage,
  InjectWeChat,
  Message,
  type MessageBase,
  type OfficialAccount,
  type OfficialEvents,
  type OfficialMessages,
  reply,
  type ScanEvent,
  type SubscribeEvent,
  type TextMessage,
  WeChatEvent,
  WeChatHandlers,
  WeChatMessage,
} from 'nestjs-wechat-sdk';

interface BrandNewEvent extends EventBase<'brand_new'> {
  Reason: string;
}
interface BrandNewMessage extends MessageBase<'brand_new'> {
  Reason: string;
}

@WeChatHandlers('shop', 'mini')
export class RightHandlers {
  constructor(@InjectWeChat('shop') readonly shop: OfficialAccount) {}

  @WeChatMessage('text')
  text(message: TextMessage): string {
    return message.Content;
  }

  @WeChatMessage('text', { content: /^help/, FromUserName: 'o1' })
  filtered(message: TextMessage, context: CallbackContext<OfficialAccount>) {
    return context.client.customMessage.sendText(message.FromUserName, 'hi');
  }

  @WeChatEvent('subscribe')
  async subscribe(event: SubscribeEvent) {
    return [{ title: event.FromUserName }];
  }

  @WeChatEvent('SCAN')
  @WeChatEvent('subscribe')
  both(event: ScanEvent | SubscribeEvent) {
    return reply.text(event.EventKey ?? '');
  }

  @WeChatEvent()
  anyEvent(event: OfficialEvents[keyof OfficialEvents]) {
    return event.Event;
  }

  @WeChatMessage()
  anyMessage(message: OfficialMessages[keyof OfficialMessages]) {
    return message.MsgId;
  }

  @WeChatMessage('image')
  broader(message: MessageBase) {
    return message.FromUserName;
  }

  @WeChatMessage('text')
  nothing(): void {}

  @WeChatMessage('text')
  parameters(
    @ClientOf() client: OfficialAccount,
    @Message('Content') content: string,
    @Context() context: CallbackContext,
  ) {
    return client.name + content + context.kind;
  }

  @WeChatEvent<BrandNewEvent>('brand_new')
  newEvent(event: BrandNewEvent) {
    return event.Reason;
  }

  @WeChatMessage<BrandNewMessage>('brand_new')
  newMessage(message: BrandNewMessage) {
    return message.Reason;
  }
}

export class WrongHandlers {
  // @ts-expect-error a text is no picture
  @WeChatMessage('text')
  text(_message: ImageMessage): void {}

  // @ts-expect-error a message is no event
  @WeChatMessage('text')
  textAsEvent(_message: SubscribeEvent): void {}

  // @ts-expect-error a scan is no subscription
  @WeChatEvent('subscribe')
  subscribe(_event: ScanEvent): void {}

  // @ts-expect-error not every message is a text
  @WeChatMessage()
  anyMessage(_message: TextMessage): void {}

  // @ts-expect-error not every event is a scan
  @WeChatEvent()
  anyEvent(_event: ScanEvent): void {}

  // @ts-expect-error a misspelt event
  @WeChatEvent('subscrbie')
  misspelt(): void {}

  // @ts-expect-error an event in another case
  @WeChatEvent('scan')
  otherCase(): void {}

  // @ts-expect-error a misspelt message
  @WeChatMessage('txet')
  misspeltMessage(): void {}

  // @ts-expect-error an event is no message
  @WeChatMessage('subscribe')
  eventAsMessage(): void {}

  // @ts-expect-error a new event of another type than the method takes
  @WeChatEvent<BrandNewEvent>('brand_new')
  newEvent(_event: SubscribeEvent): void {}

  // @ts-expect-error a filter by a number: every field is a text
  @WeChatMessage('text', { content: 7 })
  filtered(): void {}
}

// @ts-expect-error a scope of no client
@WeChatHandlers()
export class WithoutScope {}

export const replies = [
  reply.text('a'),
  reply.image('m'),
  reply.voice('m'),
  reply.video({ mediaId: 'm' }),
  reply.music({ thumbMediaId: 'm' }),
  reply.news([{ title: 't' }]),
  reply.transferToCustomerService(),
  // @ts-expect-error a text is a text
  reply.text(7),
  // @ts-expect-error an article has a title
  reply.news([{ url: 'u' }]),
  // @ts-expect-error a video has a media_id
  reply.video({ title: 't' }),
];

export class FiltersAreChecked {
  @WeChatMessage('text', { content: /^a/, FromUserName: 'o' })
  fits(_message: TextMessage): void {}

  // @ts-expect-error a field that is misspelt
  @WeChatMessage('text', { contnet: /^a/ })
  misspelt(): void {}

  // @ts-expect-error a picture has no content
  @WeChatMessage('image', { content: /^a/ })
  withoutContent(): void {}

  // @ts-expect-error a subscription to no menu: unsubscribe has an EventKey, LOCATION has none
  @WeChatEvent('LOCATION', { key: 'A' })
  withoutKey(): void {}
}
