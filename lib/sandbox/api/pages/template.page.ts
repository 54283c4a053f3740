import { templateEntry } from '../../chat/chat-entry.maker.js';
import { nextMessageId } from '../../world/identifiers.js';
import type { ApiPage } from '../api-call.interface.js';
import { OK, refuse } from '../api.answer.js';

const MOST_TEMPLATES = 25;
const INDUSTRIES: Readonly<Record<string, readonly [string, string]>> = {
  '1': ['IT科技', '互联网|电子商务'],
  '2': ['IT科技', 'IT软件与服务'],
  '3': ['IT科技', 'IT硬件与设备'],
  '4': ['IT科技', '电子技术'],
  '5': ['IT科技', '通信与运营商'],
  '6': ['IT科技', '网络游戏'],
};

function industry(id: string): { first_class: string; second_class: string } {
  const [first_class, second_class] = INDUSTRIES[id] ?? ['其它', `行业 ${id}`];
  return { first_class, second_class };
}

const isIndustry = (id: string): boolean => /^\d+$/.test(id) && Number(id) >= 1 && Number(id) <= 41;

/** A template of the shop has a text of its own; from the keywords chosen, the sandbox makes one like it. */
function contentOf(names: readonly string[] | undefined): string {
  if (!names) return '{{first.DATA}}\n{{keyword1.DATA}}\n{{remark.DATA}}';
  return names.map((name, index) => `${name}: {{keyword${index + 1}.DATA}}`).join('\n');
}

/** 模板消息 */
export const templatePage: ApiPage = {
  'POST /cgi-bin/template/api_set_industry': ({ account, body }) => {
    if (!isIndustry(body.industry_id1) || !isIndustry(body.industry_id2)) return refuse(40035, 'industry_id');
    account.templates.industry = {
      primary_industry: industry(body.industry_id1),
      secondary_industry: industry(body.industry_id2),
    };
    return OK;
  },
  'GET /cgi-bin/template/get_industry': ({ account }) => ({ ...account.templates.industry }),
  'POST /cgi-bin/template/api_add_template': ({ account, body }) => {
    if (account.templates.list.length >= MOST_TEMPLATES) return refuse(45026);
    const content = contentOf(body.keyword_name_list);
    const template_id = account.templates.add(body.template_id_short, content);
    return { errcode: 0, errmsg: 'ok', template_id };
  },
  'GET /cgi-bin/template/get_all_private_template': ({ account }) => ({
    template_list: account.templates.list,
  }),
  'POST /cgi-bin/template/del_private_template': ({ account, body }) =>
    account.templates.remove(body.template_id) ? OK : refuse(40037),
  'POST /cgi-bin/message/template/send': ({ account, body }) => {
    const person = account.people.get(body.touser);
    if (!person) return refuse(40003);
    const template = account.templates.find(body.template_id);
    if (!template) return refuse(40037);
    if (!person.following) return refuse(43004);
    const now = account.world.clock.now();
    const key = body.client_msg_id && `${body.touser} ${body.client_msg_id}`;
    const known = key ? account.templates.sentAs(key, now) : undefined;
    if (known !== undefined) return { errcode: 0, errmsg: 'ok', msgid: known };
    const msgid = nextMessageId();
    if (key) account.templates.remember(key, msgid, now);
    person.receive('template', { ...body });
    person.addToChat(templateEntry(template.title, template.content, body.data, body.url));
    account.shared.pusher.pushLater(account, person, {
      MsgType: 'event',
      Event: 'TEMPLATESENDJOBFINISH',
      MsgID: msgid,
      Status: 'success',
    });
    return { errcode: 0, errmsg: 'ok', msgid };
  },
};
