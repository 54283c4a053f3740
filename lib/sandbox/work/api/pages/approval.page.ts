import { approvalEvent } from '../../oa/approval.events.js';
import type { Approval } from '../../oa/approval.desk.js';
import { pageOf } from '../../cursor.page.js';
import { tellCorpLater } from '../../push/corp.events.js';
import type { WorkAnswer, WorkPage } from '../work-call.interface.js';
import { WorkRefusal } from '../work.refusal.js';

const PAGE = 100;
const LONGEST = 31 * 86_400;

type TemplateDetail = WorkAnswer<'POST /cgi-bin/oa/gettemplatedetail'>;

/** What each filter compares; WeCom knows another or two. */
const FILTERS: Readonly<Record<string, (approval: Approval, value: string) => boolean>> = {
  template_id: ({ application }, value) => application.template_id === value,
  creator: ({ applicant }, value) => applicant.userid === value,
  department: ({ applicant }, value) => applicant.departments.includes(Number(value)),
  sp_status: ({ status }, value) => status === Number(value),
};

/** 审批 */
export const approvalPage: WorkPage = {
  'POST /cgi-bin/oa/approval/create_template': ({ caller: { corp }, body }) => ({
    template_id: corp.office.approvals.templates.add(body),
  }),
  'POST /cgi-bin/oa/approval/update_template': ({
    caller: { corp },
    body: { template_id: id, ...facts },
  }) => {
    corp.office.approvals.templates.change(id, facts);
    return {};
  },
  'POST /cgi-bin/oa/approval/copytemplate': ({ caller: { corp }, body }) => ({
    template_id: corp.office.approvals.templates.add({
      template_name: [{ lang: 'zh_CN', text: body.open_template_id }],
      template_content: { controls: [] },
    }),
  }),
  'POST /cgi-bin/oa/gettemplatedetail': ({ caller: { corp }, body }) => {
    const template = corp.office.approvals.templates.need(body.template_id);
    const controls = template.template_content.controls.map(({ property, config = {} }) => ({
      property: { require: 0, ...property },
      config,
    }));
    return { template_names: template.template_name, template_content: { controls } } as TemplateDetail;
  },
  'POST /cgi-bin/oa/applyevent': ({ caller: { corp }, body }) => {
    const { approvals } = corp.office;
    const approval = approvals.apply(body);
    tellCorpLater(corp, 'approval', approvalEvent(approvals, approval, 'applied'));
    return { sp_no: approval.spNo };
  },
  'POST /cgi-bin/oa/getapprovaldetail': ({ caller: { corp }, body }) => {
    const { approvals } = corp.office;
    return { info: approvals.detailOf(approvals.need(body.sp_no)) };
  },
  'POST /cgi-bin/oa/getapprovalinfo': ({ caller: { corp }, body }) => {
    const [start, end] = [Number(body.starttime), Number(body.endtime)];
    if (!(start <= end) || end - start > LONGEST) throw new WorkRefusal(301025, 'starttime and endtime');
    const found = corp.office.approvals.list.filter(
      (approval) =>
        approval.appliedAt >= start &&
        approval.appliedAt <= end &&
        (body.filters ?? []).every(({ key, value }) => FILTERS[key]?.(approval, value) ?? true),
    );
    const { items, next } = pageOf(found, { cursor: body.new_cursor, limit: body.size }, PAGE);
    return {
      sp_no_list: items.map(({ spNo }) => spNo),
      ...(next.next_cursor ? { new_next_cursor: next.next_cursor } : {}),
    };
  },
};
