import type { WorkBody } from '../api/work-call.interface.js';

type Template = Omit<WorkBody<'POST /cgi-bin/agent/set_workbench_template'>, 'agentid'>;
type Shown = Omit<WorkBody<'POST /cgi-bin/agent/set_workbench_data'>, 'agentid' | 'userid'>;

/** What an application shows on the workbench. 工作台自定义展示 */
export class WorkbenchState {
  template: Template | undefined;
  readonly #shown = new Map<string, Shown>();

  /** @param userids whom it is shown to in place of what the template shows */
  show(userids: readonly string[], shown: Shown): void {
    for (const userid of userids) this.#shown.set(userid, shown);
  }

  /** What a member sees. */
  shownTo(userid: string): Shown | undefined {
    const { template } = this;
    if (!template) return undefined;
    return template.replace_user_data ? template : (this.#shown.get(userid) ?? template);
  }
}
