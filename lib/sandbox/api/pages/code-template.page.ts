import type { OpenPlatformState } from '../../platform/open-platform.state.js';
import type { ApiPage } from '../api-call.interface.js';
import { OK, refuse } from '../api.answer.js';

/** 小程序模板库 */
export const codeTemplatePage: ApiPage<OpenPlatformState> = {
  'GET /wxa/gettemplatedraftlist': ({ account: { library } }) => ({
    errcode: 0,
    errmsg: 'ok',
    draft_list: [...library.drafts.values()].map(({ id, version, description, uploadedAt }) => ({
      draft_id: id,
      user_version: version,
      user_desc: description,
      create_time: uploadedAt,
    })),
  }),
  'POST /wxa/addtotemplate': ({ account: { library }, body: { draft_id, template_type = 0 } }) => {
    const added = library.add(draft_id, template_type);
    if (added === 'unknown') return refuse(85064);
    return added === 'full' ? refuse(85065) : OK;
  },
  'GET /wxa/gettemplatelist': ({ account: { library, name }, query: { template_type: wanted } }) => ({
    errcode: 0,
    errmsg: 'ok',
    template_list: [...library.templates.values()]
      .filter(({ type }) => wanted === undefined || String(type) === wanted)
      .map(({ id, type, draft, createdAt }) => ({
        template_id: id,
        template_type: type,
        draft_id: draft.id,
        user_version: draft.version,
        user_desc: draft.description,
        source_miniprogram_appid: library.developer.appId,
        source_miniprogram: name,
        category_list: [],
        create_time: createdAt,
      })),
  }),
  'POST /wxa/deletetemplate': ({ account: { library }, body: { template_id } }) =>
    library.templates.delete(Number(template_id)) ? OK : refuse(85064),
};
