import { pageOf } from '../../cursor.page.js';
import type { KfIntent } from '../../kf/kf.desk.js';
import type { WorkAnswer, WorkPage } from '../work-call.interface.js';

const PAGE = 100;

type Intents = WorkAnswer<'POST /cgi-bin/kf/knowledge/list_intent'>['intent_list'];

/** Of files, only what they are called comes back. */
const shown = (id: string, { answers, ...intent }: KfIntent): Intents[number] => ({
  intent_id: id,
  ...intent,
  answers: answers.map(({ text, attachments }) => ({
    text,
    attachments: attachments.map(({ image, video, ...attachment }) => ({
      ...attachment,
      ...(image ? { image: { name: image.media_id } } : {}),
      ...(video ? { video: { name: video.media_id } } : {}),
    })),
  })),
});

/** 机器人管理: 知识库 */
export const kfKnowledgePage: WorkPage = {
  'POST /cgi-bin/kf/knowledge/add_group': ({ caller: { corp }, body }) => ({
    group_id: corp.kf.groups.add({ name: body.name, is_default: 0 }),
  }),
  'POST /cgi-bin/kf/knowledge/mod_group': ({ caller: { corp }, body }) => {
    corp.kf.groups.change(body.group_id, { name: body.name });
    return {};
  },
  'POST /cgi-bin/kf/knowledge/del_group': ({ caller: { corp }, body }) => {
    corp.kf.groups.remove(body.group_id);
    return {};
  },
  'POST /cgi-bin/kf/knowledge/list_group': ({ caller: { corp }, body }) => {
    const found = corp.kf.groups.entries.filter(([id]) => !body.group_id || id === body.group_id);
    const { items, next } = pageOf(found, body, PAGE);
    const groups = items.map(([id, group]) => ({ group_id: id, ...group }));
    return { group_list: groups, has_more: next.next_cursor ? 1 : 0, ...next };
  },
  'POST /cgi-bin/kf/knowledge/add_intent': ({ caller: { corp }, body }) => {
    corp.kf.groups.need(body.group_id);
    return { intent_id: corp.kf.intents.add({ similar_questions: { items: [] }, ...body }) };
  },
  'POST /cgi-bin/kf/knowledge/mod_intent': ({ caller: { corp }, body: { intent_id: id, ...facts } }) => {
    corp.kf.intents.change(id, facts as Partial<KfIntent>);
    return {};
  },
  'POST /cgi-bin/kf/knowledge/del_intent': ({ caller: { corp }, body }) => {
    corp.kf.intents.remove(body.intent_id);
    return {};
  },
  'POST /cgi-bin/kf/knowledge/list_intent': ({ caller: { corp }, body }) => {
    const { group_id: group, intent_id: intent } = body;
    const found = corp.kf.intents.entries.filter(
      ([id, one]) => (!intent || id === intent) && (!group || one.group_id === group),
    );
    const { items, next } = pageOf(found, body, PAGE);
    const intents = items.map(([id, one]) => shown(id, one));
    return { intent_list: intents, has_more: next.next_cursor ? 1 : 0, ...next };
  },
};
