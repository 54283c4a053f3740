import { Controller, Inject } from '@nestjs/common';
import { InjectWeChat, type Reply, WeChatHandlers } from 'nestjs-wechat-sdk';
import {
  WeChatEvent,
  WeChatMessage,
  WorkAgent,
  workMessage,
  workReply,
  type WorkTemplateCardEvent,
  type WorkTextMessage,
} from 'nestjs-wechat-sdk/work';
import { leaveCard } from './leave.card.js';
import { STATE_TEXTS } from './leave.texts.js';
import { type Decision, Leaves } from './leaves.js';
import { BOSS } from './setting.js';
import { Team } from './team.js';

const LEAVE = /^(?:请假|leave)[\s:：]*/i;

/** What members say to the application, and what the boss taps. */
@Controller()
@WeChatHandlers('corp/assistant')
export class AssistantController {
  constructor(
    @InjectWeChat('corp', 'assistant') private readonly assistant: WorkAgent,
    @Inject(BOSS) private readonly boss: string,
    private readonly leaves: Leaves,
    private readonly team: Team,
  ) {}

  @WeChatMessage('text', { content: LEAVE })
  async askForLeave({ FromUserName: userid, Content, MsgId }: WorkTextMessage): Promise<string> {
    const { name = userid } = await this.assistant.users.get(userid);
    const reason = Content.replace(LEAVE, '') || '没有说明 No reason';
    const leave = this.leaves.add({ number: `leave-${MsgId}`, userid, name, reason });
    await this.assistant.messages.send({ userIds: [this.boss] }, workMessage.templateCard(leaveCard(leave)));
    return '已提交给主管 Your boss has been asked.';
  }

  @WeChatEvent('template_card_event', { key: 'approve' })
  approve(event: WorkTemplateCardEvent): Promise<Reply> {
    return this.#decide(event, 'approved');
  }

  @WeChatEvent('template_card_event', { key: 'reject' })
  reject(event: WorkTemplateCardEvent): Promise<Reply> {
    return this.#decide(event, 'rejected');
  }

  @WeChatMessage()
  anything(): string {
    return '试试发送“请假 明天看病”。Try "leave: seeing a doctor".';
  }

  /** Whoever else has the card, and whoever taps twice, changes nothing. */
  async #decide({ FromUserName, TaskId }: WorkTemplateCardEvent, state: Decision): Promise<Reply> {
    const leave = FromUserName === this.boss && this.leaves.decide(TaskId, state);
    if (leave) {
      const text = `${STATE_TEXTS[state]}: ${leave.reason}`;
      await this.assistant.messages.send({ userIds: [leave.userid] }, workMessage.text(text));
      if (state === 'approved') await this.team.tell(leave);
    }
    return workReply.updateButton(STATE_TEXTS[this.leaves.get(TaskId)?.state ?? 'asked']);
  }
}
