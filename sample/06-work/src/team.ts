import { Injectable, Logger } from '@nestjs/common';
import { WeChatClients } from 'nestjs-wechat-sdk';
import { WorkGroupRobot } from 'nestjs-wechat-sdk/work';
import type { Leave } from './leaves.js';

const ROBOT = 'team';

/** The team's group chat, written to by a group robot (群机器人) where there is one. */
@Injectable()
export class Team {
  readonly #logger = new Logger('Team');

  constructor(private readonly clients: WeChatClients) {}

  async tell({ name, reason }: Leave): Promise<void> {
    if (!this.clients.has(ROBOT)) return;
    try {
      await this.clients.get<WorkGroupRobot>(ROBOT).sendText(`${name} 请假了：${reason}`);
    } catch (error) {
      this.#logger.warn((error as Error).message); // the leave is approved all the same
    }
  }
}
