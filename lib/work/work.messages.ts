import { inClient } from '../common/index.js';

export const OPTIONS_MISSING = (name: string, declaredBy: string, shape: string): string =>
  inClient(name, `${declaredBy}() was given no options. Give it ${shape}.`);
export const OPTION_MISSING = (name: string, option: string): string =>
  inClient(
    name,
    `${option} is missing, empty, or has blanks around it. Copy it from the console (https://work.weixin.qq.com/wework_admin).`,
  );
export const KEYS_HALF = (name: string): string =>
  inClient(
    name,
    'token and encodingAESKey belong together: WeCom seals whatever it sends. Set both to those of the callback (API接收消息), or none for a client that is not called back.',
  );
export const CONTACTS_NAME = (name: string): string =>
  inClient(
    name,
    'the name "contacts" is for 通讯录同步, and for nothing else. Declare workContacts({ secret }) as "contacts", and applications under other names.',
  );
export const NO_CORP = (name: string): string =>
  inClient(
    name,
    'an agent belongs to a corporation. Declare it in "agents" of work({ … }), or add it as "<corporation>/<agent>".',
  );
export const AGENT_UNKNOWN = (corp: string, agent: string): string =>
  inClient(
    corp,
    `it has no agent "${agent}". Declare it in "agents" of work({ … }), or add it with WeChatClients.add('${corp}/${agent}', …).`,
  );
export const LOGIN_ELSEWHERE = (name: string, where: string): string =>
  inClient(name, `its members log in with ${where}: WeCom tells a suite who they are, not its corporations.`);
export const AGENT_ID_NEEDED = (name: string): string =>
  inClient(
    name,
    'this call is of an application, and this secret belongs to none. Set agentId, or call it on the agent that has one.',
  );
