import { WorkRefusal } from '../work.refusal.js';
import type { WorkPage } from '../work-call.interface.js';
import type { ProviderState } from '../../suite/provider.state.js';
import { openCorpIdOf } from '../../suite/suite.identifiers.js';

const AUTH_URL_LIFE = 864_000;

/** 获取服务商凭证 */
export const providerTokenPage: WorkPage<undefined> = {
  'POST /cgi-bin/service/get_provider_token': ({ shared, body }) => {
    const provider = shared.providers.get(body.corpid);
    if (!provider) throw new WorkRefusal(40013);
    if (provider.providerSecret !== body.provider_secret) throw new WorkRefusal(40001);
    const { text, expiresIn } = provider.tokens.give();
    return { provider_access_token: text, expires_in: expiresIn };
  },
};

/** 推广二维码, 单点登录, corpid的转换 */
export const providerPage: WorkPage<ProviderState> = {
  'POST /cgi-bin/service/get_register_code': ({ caller, body }) => ({
    register_code: caller.newRegistration(body.template_id, body.state),
    expires_in: caller.registerCodeLife,
  }),
  'POST /cgi-bin/service/get_register_info': ({ caller, body }) => {
    const found = caller.registrations.get(body.register_code);
    if (found?.corpId === undefined) throw new WorkRefusal(84024);
    const { corpId: corpid, templateId: template_id, state } = found;
    return { corpid, template_id, ...(state === undefined ? {} : { state }) };
  },
  'POST /cgi-bin/service/get_customized_auth_url': ({ caller, body }) => {
    for (const suiteId of body.templateid_list)
      if (!caller.suites.get(suiteId)?.isTemplate) throw new WorkRefusal(40083, suiteId);
    const query = new URLSearchParams({ state: body.state, templateid: body.templateid_list.join(',') });
    return {
      qrcode_url: `https://open.work.weixin.qq.com/3rdapp/customized/auth?${query}`,
      expires_in: AUTH_URL_LIFE,
    };
  },
  'POST /cgi-bin/service/get_login_info': ({ caller, body }) => {
    const found = caller.loginCodes.use(body.auth_code, () => true);
    if (typeof found === 'string') throw new WorkRefusal(40029);
    const { corp, member } = found;
    const { userid, openUserId: open_userid, name } = member;
    return {
      usertype: 5,
      user_info: { userid, open_userid, name },
      corp_info: { corpid: corp.corpId },
      agent: [],
    };
  },
  'POST /cgi-bin/service/corpid_to_opencorpid': ({ caller, body }) => {
    const isKnown = [...caller.suites.values()].some(({ installations }) => installations.has(body.corpid));
    if (!isKnown) throw new WorkRefusal(40013);
    return { open_corpid: openCorpIdOf(caller.corpId, body.corpid) };
  },
};
