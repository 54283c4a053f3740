/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import {
  botReply,
  WorkBotEvent,
  type WorkBotEventBase,
  type WorkBotEnterChatEvent,
  type WorkBotImageMessage,
  WorkBotMessage,
  type WorkBotMessageBase,
  type WorkBotMessages,
  type WorkBotTemplateCardEvent,
  type WorkBotTextMessage,
} from 'nestjs-wechat-sdk/work';

interface NewMessage extends WorkBotMessageBase<'brand_new'> {
  brand_new: { reason: string };
}
interface NewEvent extends WorkBotEventBase<'brand_new'> {
  event: { eventtype: 'brand_new'; reason: string };
}

export class RightHandlers {
  @WorkBotMessage('text')
  text(message: WorkBotTextMessage): string {
    return message.text.content;
  }

  @WorkBotMessage('text', { content: /help/, chattype: 'group', userid: 'zhangsan' })
  async *filtered(message: WorkBotTextMessage): AsyncGenerator<string> {
    yield message.text.content;
  }

  @WorkBotMessage()
  every(message: WorkBotMessages[keyof WorkBotMessages]): string {
    return message.msgtype;
  }

  @WorkBotMessage<NewMessage>('brand_new')
  fresh(message: NewMessage): string {
    return message.brand_new.reason;
  }

  @WorkBotEvent('template_card_event', { event_key: 'approve', task_id: /^leave-/ })
  tapped(event: WorkBotTemplateCardEvent) {
    return botReply.updateCard({
      card_type: 'text_notice',
      task_id: event.event.template_card_event.task_id,
    });
  }

  @WorkBotEvent<NewEvent>('brand_new')
  news(event: NewEvent): void {
    void event.event.reason;
  }

  @WorkBotEvent('enter_chat')
  entered(event: WorkBotEnterChatEvent): string {
    return event.from.userid;
  }
}

export class WrongHandlers {
  // @ts-expect-error a text is no picture
  @WorkBotMessage('text')
  picture(message: WorkBotImageMessage): string {
    return message.image.url;
  }

  // @ts-expect-error not every message is a text
  @WorkBotMessage()
  everyText(message: WorkBotTextMessage): string {
    return message.text.content;
  }

  // @ts-expect-error there is no such message
  @WorkBotMessage('txt')
  misspelt(): void {}

  // @ts-expect-error only taps on cards have keys
  @WorkBotEvent('enter_chat', { event_key: 'approve' })
  keyed(): void {}

  // @ts-expect-error an event is no message
  @WorkBotEvent('template_card_event')
  message(message: WorkBotTextMessage): string {
    return message.msgid;
  }
}

// @ts-expect-error a card has a type
botReply.card({ main_title: { title: 'a' } });
// @ts-expect-error there is no such file
botReply.media('picture', 'm1');
