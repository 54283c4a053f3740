import { setTimeout as pause } from 'node:timers/promises';
import { Controller } from '@nestjs/common';
import { WeChatHandlers } from 'nestjs-wechat-sdk';
import { WorkBotEvent, WorkBotMessage, type WorkBotTextMessage } from 'nestjs-wechat-sdk/work';
import { STATE_TEXTS } from './leave.texts.js';
import { Leaves } from './leaves.js';

/** Milliseconds a language model takes for a few words. */
const THINKING = 60;

/** An AI bot (智能机器人). What a generator yields is shown while it is written: a language model's words, in earnest. */
@Controller()
@WeChatHandlers('bot')
export class HelperController {
  constructor(private readonly leaves: Leaves) {}

  @WorkBotEvent('enter_chat')
  welcome(): string {
    return '问我谁在请假。Ask me who is away.';
  }

  @WorkBotMessage('text', { content: /请假|away/ })
  async *whoIsAway(_message: WorkBotTextMessage): AsyncGenerator<string> {
    yield '**请假情况 Leave**\n';
    for (const { name, reason, state } of this.leaves.all()) {
      await pause(THINKING);
      yield `- ${name}: ${reason}, `;
      await pause(THINKING);
      yield `${STATE_TEXTS[state]}\n`;
    }
  }

  @WorkBotMessage()
  anything(): string {
    return '我只知道谁在请假。I only know who is away.';
  }
}
