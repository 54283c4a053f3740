import { Controller } from '@nestjs/common';
import { InjectWeChat, WeChatHandlers } from 'nestjs-wechat-sdk';
import {
  WeChatEvent,
  WeChatKfEvent,
  WeChatKfMessage,
  WorkAgent,
  type WorkChangeExternalContactAddExternalContactEvent,
  type WorkKfEventContent,
  type WorkKfMessages,
  WorkKfSessionState,
} from 'nestjs-wechat-sdk/work';

type KfText = WorkKfMessages['text'];

/** People outside the corporation: those who add a member (客户联系), and those who write to 微信客服. */
@Controller()
@WeChatHandlers('corp/assistant')
export class CustomersController {
  constructor(@InjectWeChat('corp', 'assistant') private readonly assistant: WorkAgent) {}

  @WeChatEvent('change_external_contact', { ChangeType: 'add_external_contact' })
  async welcome(event: WorkChangeExternalContactAddExternalContactEvent): Promise<void> {
    const { ExternalUserID, UserID, WelcomeCode } = event;
    if (!WelcomeCode) return; // the console has a welcome of its own, or another application was faster
    const { customer } = this.assistant;
    const [{ external_contact }, { name }] = await Promise.all([
      customer.customers.get(ExternalUserID),
      this.assistant.users.get(UserID),
    ]);
    const content = `${external_contact.name}，您好！我是${name}。Welcome!`;
    await customer.messages.sendWelcome(WelcomeCode, { text: { content } });
  }

  @WeChatKfEvent('enter_session')
  enter(): WorkKfEventContent {
    return {
      msgtype: 'msgmenu',
      msgmenu: {
        head_content: '您好，请问想了解什么？How can we help?',
        list: [
          { type: 'click', click: { id: 'hours', content: '营业时间 Hours' } },
          { type: 'click', click: { id: 'human', content: '转人工 Talk to somebody' } },
        ],
      },
    };
  }

  @WeChatKfMessage('text', { menu_id: 'hours' })
  hours(): string {
    return '每天 9:00–18:00。Every day from 9 to 6.';
  }

  @WeChatKfMessage('text', { menu_id: 'human' })
  async human({ open_kfid, external_userid }: KfText): Promise<void> {
    const { sessions, messages } = this.assistant.kf;
    const code = await sessions.transfer(open_kfid, external_userid, WorkKfSessionState.QUEUE);
    // programs may say one thing more
    if (code) await messages.sendOnEvent(code, '正在为您转接人工。Somebody will be with you soon.');
  }

  @WeChatKfMessage('text')
  answer({ text }: KfText): string {
    return `收到：${text.content}。请点菜单，或直接说“转人工”。`;
  }

  @WeChatKfMessage('text', { content: /人工|human/ })
  wantsHuman(message: KfText): Promise<void> {
    return this.human(message);
  }
}
