import type { IncomingMessage, ServerResponse } from 'node:http';
import { AuthorizeRefusal } from '../../login/authorize.request.js';
import { HTML, redirect, send } from '../../open/page.answer.js';
import { refusalPage } from '../../open/page.frame.js';
import type { MemberState } from '../contacts/member.state.js';
import { CustomerState } from '../customer/customer.state.js';
import type { WorkLoginDesk } from './work-login.desk.js';
import { ANSWERS, workLoginPage } from './work-login.page.js';
import type { WorkDoorPath, WorkLoginRequest } from './work-login.request.js';

/** Plays the pages where people log in with WeCom, inside the apps and in browsers. */
export class WorkLoginGateway {
  constructor(private readonly desk: WorkLoginDesk) {}

  knows(path: string, search: string): path is WorkDoorPath {
    return this.desk.knows(path, search);
  }

  async serve(
    request: IncomingMessage,
    response: ServerResponse,
    path: WorkDoorPath,
    search: string,
  ): Promise<void> {
    if (request.method !== 'GET') return send(response, 405, 'text/plain', 'Ask with GET', { Allow: 'GET' });
    const read = this.desk.read(path, search);
    if (read instanceof AuthorizeRefusal) return send(response, 200, HTML, refusalPage(read));
    const as = read.parameters.find(([name]) => name === 'as')?.[1];
    if (as === undefined) return send(response, 200, HTML, workLoginPage(read));
    if (as === ANSWERS.deny) return redirect(response, this.desk.refuse(read));
    const who = whoIs(read, as);
    if (who) return redirect(response, this.desk.allow(read, who));
    const stranger = new AuthorizeRefusal('无法登录', `Nobody who may log in here is "${as}".`);
    return send(response, 200, HTML, refusalPage(stranger));
  }
}

/** Visitors log in inside the apps alone. */
function whoIs(
  { corp, page, parameters }: WorkLoginRequest,
  as: string,
): MemberState | CustomerState | undefined {
  const { customers } = corp.clientele;
  if (as.startsWith(ANSWERS.member)) return corp.book.find(as.slice(ANSWERS.member.length));
  if (page !== 'app') return undefined;
  if (as.startsWith(ANSWERS.visitor)) return customers.find(as.slice(ANSWERS.visitor.length));
  if (as !== ANSWERS.newVisitor) return undefined;
  const name = parameters.find(([given]) => given === 'nickname')?.[1]?.trim();
  const visitor = new CustomerState(name ? { name } : {});
  customers.add(visitor);
  return visitor;
}
