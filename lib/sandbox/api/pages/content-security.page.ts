import type { MiniProgramState } from '../../account/mini-program.state.js';
import type { PushTree } from '../../push/push.writer.js';
import { newTraceId } from '../../world/identifiers.js';
import type { ApiPage } from '../api-call.interface.js';
import { OK, refuse } from '../api.answer.js';

/** What the sandbox takes for risky: a text, an address or a file that says so. */
const RISKY = /违禁|risky/i;
const PASS = { suggest: 'pass', label: 100 };
const RISK = { suggest: 'risky', label: 20006 };

const judge = (text: string): typeof PASS => (RISKY.test(text) ? RISK : PASS);

const detailOf = (result: typeof PASS) => [{ strategy: 'content_model', errcode: 0, ...result, prob: 90 }];

/** What WeChat pushes when it has looked at a medium. */
function mediaEvent(appid: string, trace_id: string, url: string, version: number | undefined): PushTree {
  const event = { MsgType: 'event', Event: 'wxa_media_check', appid, trace_id };
  const result = judge(url);
  if (version !== 2)
    return { ...event, isrisky: result === RISK ? 1 : 0, extra_info_json: '', status_code: 0 };
  return { ...event, version, detail: detailOf(result), errcode: 0, errmsg: 'ok', result };
}

/** 内容安全 */
export const contentSecurityPage: ApiPage<MiniProgramState> = {
  'POST /wxa/msg_sec_check': ({ account, body }) => {
    const { content, title = '', nickname = '', signature = '', openid, version } = body;
    const result = judge([content, title, nickname, signature].join('\n'));
    if (version !== 2) return result === RISK ? refuse(87014) : { ...OK, trace_id: newTraceId() };
    if (!account.people.has(openid ?? '')) return refuse(40003);
    return { errcode: 0, errmsg: 'ok', trace_id: newTraceId(), result, detail: detailOf(result) };
  },
  'POST /wxa/media_check_async': ({ account, body }) => {
    const { media_url, openid, version } = body;
    if (version === 2 && !account.people.has(openid ?? '')) return refuse(40003);
    const trace_id = newTraceId();
    const event = mediaEvent(account.appId, trace_id, media_url, version);
    account.shared.pusher.pushLater(account, account.system, event);
    return { errcode: 0, errmsg: 'ok', trace_id };
  },
  'POST /wxa/img_sec_check': ({ files: { media } }) =>
    RISKY.test(media.filename) || RISKY.test(media.content.toString('utf8')) ? refuse(87014) : OK,
};
