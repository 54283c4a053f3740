import type { AgentState } from '../../agent.state.js';
import type { ContactWay } from '../../customer/clientele.js';
import { pageOf } from '../../cursor.page.js';
import { needAll } from '../../contacts/need-all.js';
import type { WorkPage } from '../work-call.interface.js';

const PAGE = 1000;
/** 在小程序中联系: it has no picture of its own. */
const IN_MINI_PROGRAM = 1;

/** The address of the picture a customer scans. */
export const contactWayUrl = (configId: string): string => `https://wework.qpic.cn/wwpic/${configId}/0`;

function check({ corp }: AgentState, { user = [], party = [], conclusions }: Partial<ContactWay>): void {
  needAll(corp.book, { user_list: user, department_list: party });
  const media = conclusions?.image?.media_id;
  if (media) corp.media.need(media, 'image');
}

/** As `get_contact_way` tells it. */
function shown(id: string, { conclusions = {}, create_time: _time, ...way }: ContactWay) {
  const { image, ...rest } = conclusions;
  return {
    ...way,
    config_id: id,
    style: way.style ?? 1,
    remark: way.remark ?? '',
    skip_verify: way.skip_verify ?? true,
    state: way.state ?? '',
    is_temp: way.is_temp ?? false,
    ...(way.scene === IN_MINI_PROGRAM ? {} : { qr_code: contactWayUrl(id) }),
    conclusions: {
      ...rest,
      ...(image ? { image: { pic_url: `https://wework.qpic.cn/wwpic/${image.media_id}/0` } } : {}),
    },
  };
}

/** 客户联系「联系我」管理 */
export const contactWayPage: WorkPage = {
  'POST /cgi-bin/externalcontact/add_contact_way': ({ caller, body }) => {
    check(caller, body);
    const { contactWays, clock } = caller.corp.clientele;
    const id = contactWays.add({ ...body, create_time: clock.seconds() });
    return { config_id: id, ...(body.scene === IN_MINI_PROGRAM ? {} : { qr_code: contactWayUrl(id) }) };
  },
  'POST /cgi-bin/externalcontact/get_contact_way': ({ caller: { corp }, body: { config_id: id } }) => ({
    contact_way: shown(id, corp.clientele.contactWays.need(id)),
  }),
  'POST /cgi-bin/externalcontact/list_contact_way': ({ caller: { corp }, body }) => {
    const { start_time: start = 0, end_time: end = Infinity } = body;
    const found = corp.clientele.contactWays.entries.filter(
      ([, { create_time: time }]) => time >= start && time <= end,
    );
    const { items, next } = pageOf(found, body, PAGE);
    return { contact_way: items.map(([id]) => ({ config_id: id })), ...next };
  },
  'POST /cgi-bin/externalcontact/update_contact_way': ({ caller, body: { config_id: id, ...facts } }) => {
    check(caller, facts);
    caller.corp.clientele.contactWays.change(id, facts);
    return {};
  },
  'POST /cgi-bin/externalcontact/del_contact_way': ({ caller: { corp }, body }) => {
    corp.clientele.contactWays.remove(body.config_id);
    return {};
  },
  'POST /cgi-bin/externalcontact/close_temp_chat': ({ caller: { corp }, body }) => {
    const { customers } = corp.clientele;
    customers.followOf(customers.need(body.external_userid), corp.book.need(body.userid));
    return {};
  },
};
