import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { from, type Observable } from 'rxjs';
import { ClientOf, Context, type CallbackContext, Message } from 'nestjs-wechat-sdk';
import {
  botReply,
  type WorkBot,
  type WorkBotCard,
  WorkBotEvent,
  type WorkBotEnterChatEvent,
  type WorkBotFeedbackEvent,
  type WorkBotFileMessage,
  type WorkBotImageMessage,
  WorkBotMessage,
  type WorkBotMixedMessage,
  type WorkBotTemplateCardEvent,
  type WorkBotTextMessage,
  type WorkBotVoiceMessage,
} from 'nestjs-wechat-sdk/work';

export const CARD: WorkBotCard = {
  card_type: 'button_interaction',
  main_title: { title: 'Leave of absence' },
  button_list: [{ text: 'Approve', key: 'approve' }],
  task_id: 'leave-1',
};
export const APPROVED: WorkBotCard = { ...CARD, main_title: { title: 'Approved' } };
export const PICTURE = Buffer.from('a picture');

/** Somebody who answers in every way there is. */
@Injectable()
export class Conversation {
  readonly heard: string[] = [];
  /** Generators that were let go of. */
  readonly released: string[] = [];

  @WorkBotMessage('text')
  echo(message: WorkBotTextMessage): string {
    this.heard.push(message.text.content);
    return `You said: ${message.text.content}`;
  }

  @WorkBotMessage('text', { content: /story/ })
  async *story(): AsyncGenerator<string> {
    yield 'Once upon a time';
    await sleep(1200);
    yield ' there was a bot';
    await sleep(300);
    yield ', and it answered.';
  }

  @WorkBotMessage('text', { content: /quick/ })
  async *quick(): AsyncGenerator<string> {
    yield 'one ';
    yield 'two ';
    yield 'three';
  }

  @WorkBotMessage('text', { content: /observable/ })
  observable(): Observable<string> {
    return from(['a', 'b', 'c']);
  }

  @WorkBotMessage('text', { content: /broken/ })
  async *broken(): AsyncGenerator<string> {
    yield 'As far as';
    await sleep(50);
    throw new Error('the model is gone');
  }

  @WorkBotMessage('text', { content: /hopeless/ })
  // oxlint-disable-next-line require-yield
  async *hopeless(): AsyncGenerator<string> {
    throw new Error('no model at all');
  }

  @WorkBotMessage('text', { content: /endless/ })
  async *endless(): AsyncGenerator<string> {
    try {
      for (let count = 0; ; count += 1) {
        yield `${count} `;
        await sleep(20);
      }
    } finally {
      this.released.push('endless');
    }
  }

  @WorkBotMessage('text', { content: /^slow$/ })
  async slow(): Promise<string> {
    await sleep(1500);
    return 'At last.';
  }

  @WorkBotMessage('text', { content: /late card/ })
  async slowCard(): Promise<unknown> {
    await sleep(900);
    return botReply.card(CARD);
  }

  @WorkBotMessage('text', { content: /late words/ })
  async slowWords(): Promise<AsyncGenerator<string>> {
    await sleep(900);
    return this.quick();
  }

  @WorkBotMessage('text', { content: /late failure/ })
  async slowFailure(): Promise<never> {
    await sleep(900);
    throw new Error('after all that time');
  }

  @WorkBotMessage('text', { content: /card/ })
  card(): unknown {
    return botReply.card(CARD);
  }

  @WorkBotMessage('text', { content: /both/ })
  both(): unknown {
    return botReply.stream(this.quick(), { card: CARD, feedbackId: 'fb-1' });
  }

  @WorkBotMessage('text', { content: /pictures/ })
  pictures(): unknown {
    return botReply.text('Look:', { pictures: [PICTURE] });
  }

  @WorkBotMessage('text', { content: /silence/ })
  silence(): void {}

  @WorkBotMessage('text', { content: /nonsense/ })
  nonsense(): unknown {
    return { text: 'in no known form' };
  }

  @WorkBotMessage('text', { content: /^@Bot .*team/, chattype: 'group' })
  team(_message: WorkBotTextMessage, { kind, name, client }: CallbackContext): string {
    return `${kind} ${name} for ${client.name}`;
  }

  @WorkBotMessage('voice', { content: /left/ })
  turn(message: WorkBotVoiceMessage): string {
    return `turning: ${message.voice.content}`;
  }

  @WorkBotMessage('image')
  async image(
    @Message() message: WorkBotImageMessage,
    @Context() { client }: CallbackContext<WorkBot>,
  ): Promise<string> {
    return `a picture of ${(await client.download(message.image)).toString()}`;
  }

  @WorkBotMessage('file')
  async file(@Message('file') file: WorkBotFileMessage['file'], @ClientOf() bot: WorkBot): Promise<string> {
    return `a file of ${(await bot.download(file)).length} bytes`;
  }

  @WorkBotMessage('mixed')
  mixed(message: WorkBotMixedMessage): string {
    return message.mixed.msg_item
      .map((item) => (item.msgtype === 'text' ? item.text.content : '[picture]'))
      .join('');
  }

  @WorkBotEvent('enter_chat')
  welcome(event: WorkBotEnterChatEvent): string {
    return `Welcome, ${event.from.userid}`;
  }

  @WorkBotEvent('template_card_event', { event_key: 'approve' })
  approve(event: WorkBotTemplateCardEvent): unknown {
    this.heard.push(event.event.template_card_event.task_id);
    return botReply.updateCard(APPROVED, { userIds: [event.from.userid] });
  }

  @WorkBotEvent('template_card_event', { event_key: /^tell/ })
  tell(event: WorkBotTemplateCardEvent): string {
    return `pressed ${event.event.template_card_event.event_key}`;
  }

  @WorkBotEvent('feedback_event')
  judged(event: WorkBotFeedbackEvent): void {
    const { id, type, content = '' } = event.event.feedback_event;
    this.heard.push(`${id}: ${type} ${content}`);
  }
}
