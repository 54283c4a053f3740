import type { WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

/** 获取 access_token */
export const tokenPage: WorkPage<undefined> = {
  'GET /cgi-bin/gettoken': ({ shared, query: { corpid, corpsecret } }) => {
    const corp = shared.corps.get(corpid);
    if (!corp) throw new WorkRefusal(40013);
    const agent = corp.agentBySecret(corpsecret);
    if (!agent) throw new WorkRefusal(40001);
    const { text, expiresIn } = agent.tokens.give();
    return { access_token: text, expires_in: expiresIn };
  },
};
