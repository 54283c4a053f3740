import type { MiniProgramState } from '../../account/mini-program.state.js';
import type { ApiPage } from '../api-call.interface.js';
import { OK, refuse } from '../api.answer.js';

/** 小程序订阅消息 */
export const miniProgramSubscribePage: ApiPage<MiniProgramState> = {
  'POST /cgi-bin/message/subscribe/send': ({ account, body }) => {
    const user = account.people.get(body.touser);
    if (!user) return refuse(40003);
    if (!user.takeAllowed(body.template_id)) return refuse(43101);
    user.receive('subscribe', { ...body });
    return OK;
  },
};
