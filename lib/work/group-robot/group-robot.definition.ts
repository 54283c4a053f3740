import type { ClientDefinition, ClientRegistration, ClientRooms } from '../../client/index.js';
import { WeChatConfigError } from '../../common/index.js';
import { shortHash } from '../../crypto/index.js';
import { checkHttpOptions, workHintFor } from '../../http/index.js';
import { checkOptions } from '../work.options.js';
import type { WorkGroupRobotOptions } from './group-robot-options.interface.js';
import { WEBHOOK_URL_INVALID } from './group-robot.messages.js';
import { RobotCaller } from './robot.caller.js';
import { WORK_GROUP_ROBOT_KIND, WorkGroupRobot } from './work-group-robot.js';

const PATH = '/cgi-bin/webhook/send';
const KEY = /^[\w-]+$/;

/**
 * Declares a group robot (群机器人, 消息推送) among the clients of WeChatModule.
 *
 * @param options its webhook address, as its page in the group shows it
 * @returns a definition; a wrong option is a WeChatConfigError at start-up that names client, option and cure
 * @see https://developer.work.weixin.qq.com/document/path/91770
 * @publicApi
 */
export function workGroupRobot(options: WorkGroupRobotOptions): ClientDefinition<WorkGroupRobot> {
  return { kind: WORK_GROUP_ROBOT_KIND, create: (name, rooms) => create(name, options, rooms) };
}

function create(
  name: string,
  options: WorkGroupRobotOptions,
  rooms: ClientRooms,
): ClientRegistration<WorkGroupRobot> {
  checkOptions(name, options, { declaredBy: 'workGroupRobot', shape: '{ webhookUrl }', texts: [] });
  checkHttpOptions(name, options.http);
  const { baseUrl, key } = partsOf(name, options.webhookUrl);
  const origin = {
    client: name,
    baseUrl,
    options: options.http ?? {},
    secrets: [key],
    hints: workHintFor,
  };
  const caller = new RobotCaller(origin, key, rooms.http);
  return {
    client: new WorkGroupRobot(name, `robot:${shortHash(key)}`, caller),
    tokens: {},
    close: () => caller.close(),
  };
}

/** @throws {WeChatConfigError} for an address that is none of a robot; it is not quoted, as it holds the key */
function partsOf(name: string, webhookUrl: unknown): { baseUrl: string; key: string } {
  const url = typeof webhookUrl === 'string' && URL.canParse(webhookUrl) ? new URL(webhookUrl) : undefined;
  const key = url?.searchParams.get('key') ?? '';
  if (!url || !/^https?:$/.test(url.protocol) || !url.pathname.endsWith(PATH) || !KEY.test(key))
    throw new WeChatConfigError(WEBHOOK_URL_INVALID(name));
  return { baseUrl: url.origin + url.pathname.slice(0, -PATH.length), key };
}
