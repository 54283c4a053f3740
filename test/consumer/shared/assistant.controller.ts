import { Controller } from '@nestjs/common';
import { type CallbackContext, InjectWeChat, WeChatHandlers } from 'nestjs-wechat-sdk';
import {
  WeChatEvent,
  WeChatMessage,
  WorkAgent,
  type WorkChangeContactCreateUserEvent,
  type WorkContacts,
  WorkCorp,
  type WorkEvents,
  workMessage,
  workReply,
  type WorkTemplateCardEvent,
  type WorkTextMessage,
} from 'nestjs-wechat-sdk/work';

export const joined: string[] = [];

/** Uses WeCom's entry point as an application would. */
@Controller()
@WeChatHandlers('corp')
export class AssistantController {
  constructor(
    @InjectWeChat('corp') private readonly corp: WorkCorp,
    @InjectWeChat('corp', 'assistant') private readonly assistant: WorkAgent,
  ) {}

  @WeChatMessage('text')
  async ask({ FromUserName, MsgId }: WorkTextMessage, context: CallbackContext<WorkAgent>) {
    const { invaliduser } = await this.assistant.messages.send(
      { userIds: [FromUserName] },
      workMessage.templateCard({
        card_type: 'button_interaction',
        main_title: { title: '同意吗？' },
        task_id: MsgId,
        button_list: [{ text: '同意', key: 'yes' }],
      }),
    );
    return `asked by ${context.client.name} of ${context.parent?.name}, ${invaliduser.length} in vain`;
  }

  @WeChatEvent('template_card_event', { key: 'yes' })
  agree(_event: WorkTemplateCardEvent) {
    return workReply.updateButton('已同意');
  }

  @WeChatEvent('change_contact', { ChangeType: 'create_user' })
  join(event: WorkChangeContactCreateUserEvent, context: CallbackContext<WorkContacts>) {
    joined.push(`${event.UserID} by ${context.client.name}`);
  }

  // @ts-expect-error: the filter leaves one ChangeType, and this is another
  @WeChatEvent('change_contact', { ChangeType: 'delete_user' })
  wrong(_event: WorkChangeContactCreateUserEvent) {}

  @WeChatEvent('change_contact')
  other(event: WorkEvents['change_contact']) {
    joined.push(event.ChangeType);
  }

  /** What does not compile: each token calls its own routes alone. */
  async neverCalled(): Promise<void> {
    // @ts-expect-error: the address book is written with 通讯录同步
    await this.assistant.request('POST /cgi-bin/user/create', { body: { userid: 'a', name: 'A' } });
    // @ts-expect-error: messages are sent by applications
    await this.corp.contacts.request('POST /cgi-bin/message/send', { body: { msgtype: 'text' } });
    // @ts-expect-error: a button card has a task_id
    workMessage.templateCard({ card_type: 'button_interaction', main_title: {}, button_list: [] });
  }
}
