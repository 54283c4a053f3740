import type { RobotState } from '../../robot/robot.state.js';
import type { WorkShared } from '../../work.shared.js';
import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

function robotOf({ robots }: WorkShared, key: string): RobotState {
  const robot = robots.get(key);
  if (!robot) throw new WorkRefusal(93000);
  if (robot.isGone) throw new WorkRefusal(93008);
  return robot;
}

/** 群机器人 */
export const robotPage: WorkPage<undefined> = {
  'POST /cgi-bin/webhook/send': ({ shared, query, body }) => {
    robotOf(shared, query.key).send(body);
    return {};
  },
  'POST /cgi-bin/webhook/upload_media': ({ shared, query, files }) => {
    const { id, type, createdAt } = robotOf(shared, query.key).upload(query.type, files.media);
    return { type, media_id: id, created_at: String(Math.floor(createdAt / 1000)) };
  },
};
