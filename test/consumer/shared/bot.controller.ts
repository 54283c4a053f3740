import { Controller } from '@nestjs/common';
import { WorkBotMessage, type WorkBotTextMessage } from 'nestjs-wechat-sdk/work';

/** Answers as an AI bot would. */
@Controller()
export class BotController {
  @WorkBotMessage('text')
  async *answer({ text }: WorkBotTextMessage) {
    for (const word of ['word ', 'by ', 'word: ']) yield word;
    yield text.content;
  }
}
