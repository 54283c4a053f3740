import type { WorkPage } from '../work-call.interface.js';

const ROOT = 1;

/** 部门管理 */
export const departmentPage: WorkPage = {
  'POST /cgi-bin/department/create': ({ caller: { corp }, body }) => ({
    id: corp.book.departments.add(body).id,
  }),
  'POST /cgi-bin/department/update': ({ caller: { corp }, body: { id, ...facts } }) => {
    corp.book.departments.change(id, facts);
    return {};
  },
  'GET /cgi-bin/department/delete': ({ caller: { corp }, query }) => {
    corp.book.departments.remove(Number(query.id));
    return {};
  },
  'GET /cgi-bin/department/list': ({ caller: { corp }, query }) => ({
    department: corp.book.departments.under(Number(query.id ?? ROOT)),
  }),
  'GET /cgi-bin/department/simplelist': ({ caller: { corp }, query }) => ({
    department_id: corp.book.departments
      .under(Number(query.id ?? ROOT))
      .map(({ id, parentid, order }) => ({ id, parentid, order })),
  }),
  'GET /cgi-bin/department/get': ({ caller: { corp }, query }) => ({
    department: corp.book.departments.need(Number(query.id)),
  }),
};
