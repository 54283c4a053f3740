/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import {
  WeChatKfEvent,
  WeChatKfMessage,
  type WorkAgent,
  type WorkGroupRobot,
  workGroupRobot,
  type WorkKfContent,
  type WorkKfEventBase,
  type WorkKfEvents,
  type WorkKfMessageBase,
  type WorkKfMessages,
} from 'nestjs-wechat-sdk/work';

interface NewMessage extends WorkKfMessageBase {
  msgtype: 'brand_new';
  brand_new: { reason: string };
}
interface NewEvent extends WorkKfEventBase {
  event: { event_type: 'brand_new'; reason: string };
}

export class RightHandlers {
  @WeChatKfMessage('text')
  text(message: WorkKfMessages['text']): string {
    return `${message.external_userid}: ${message.text.content}`;
  }

  @WeChatKfMessage('text', { content: /refund/, menu_id: '1', open_kfid: 'wk1', from: 'customer' })
  filtered(message: WorkKfMessages['text']): WorkKfContent {
    return { msgtype: 'text', text: { content: message.text.content } };
  }

  @WeChatKfMessage()
  every(message: WorkKfMessages[keyof WorkKfMessages]): void {
    if (message.msgtype === 'image') void message.image.media_id;
  }

  @WeChatKfMessage<NewMessage>('brand_new')
  fresh(message: NewMessage): string {
    return message.brand_new.reason;
  }

  @WeChatKfEvent('enter_session', { scene: 'poster', scene_param: /^spring/ })
  entered({ event }: WorkKfEvents['enter_session']): string {
    return event.scene_param ?? '';
  }

  @WeChatKfEvent()
  everyEvent({ event }: WorkKfEvents[keyof WorkKfEvents]): void {
    if (event.event_type === 'msg_send_fail') void event.fail_type;
  }

  @WeChatKfEvent<NewEvent>('brand_new', { reason: 'new' })
  news({ event }: NewEvent): void {
    void event.reason;
  }
}

export class WrongHandlers {
  // @ts-expect-error: there is no such message
  @WeChatKfMessage('txt')
  misspelt(): void {}

  // @ts-expect-error: a picture has no words
  @WeChatKfMessage('image', { content: /refund/ })
  noWords(): void {}

  // @ts-expect-error: the decorator promises a text
  @WeChatKfMessage('text')
  anotherType(message: WorkKfMessages['image']): void {
    void message;
  }

  // @ts-expect-error: there is no such event
  @WeChatKfEvent('enter')
  misspeltEvent(): void {}

  // @ts-expect-error: the event has no such field
  @WeChatKfEvent('enter_session', { scenes: 'poster' })
  noField(): void {}

  // @ts-expect-error: a number matches no text
  @WeChatKfEvent('session_status_change', { change_type: '1' })
  noText(): void {}

  // @ts-expect-error: the decorator promises another event
  @WeChatKfEvent('enter_session')
  anotherEvent(message: WorkKfEvents['user_recall_msg']): void {
    void message;
  }
}

export async function calls({ kf }: WorkAgent, robot: WorkGroupRobot): Promise<void> {
  await kf.messages.send('wk1', 'wm1', { msgtype: 'image', image: { media_id: 'm' } });
  // @ts-expect-error: contents of another type
  await kf.messages.send('wk1', 'wm1', { msgtype: 'image', text: { content: 'hello' } });
  await kf.messages.sendOnEvent('code', 'hello');
  // @ts-expect-error: events are answered with texts and menus
  await kf.messages.sendOnEvent('code', { msgtype: 'image', image: { media_id: 'm' } });
  for await (const message of kf.messages.sync('wk1'))
    if (message.msgtype === 'event' && message.event.event_type === 'enter_session')
      void message.event.welcome_code;
  await robot.send({ msgtype: 'markdown', markdown: { content: '**hello**' } });
  // @ts-expect-error: contents of another type
  await robot.send({ msgtype: 'markdown', text: { content: 'hello' } });
  // @ts-expect-error: the address is missing
  workGroupRobot({});
}
