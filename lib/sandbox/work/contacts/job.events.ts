import { MessageCipher } from '../../../crypto/index.js';
import type { CorpState } from '../corp.state.js';
import type { AgentState } from '../agent.state.js';
import { agentParcel } from '../push/agent.pusher.js';
import type { WorkDoor } from '../push/work-door.interface.js';

/** Where a call wants to be told of its job's end. */
export interface JobCallback {
  readonly url: string;
  readonly token: string;
  readonly encodingaeskey: string;
}

/** Says that a job is done: where the call has said, or where whoever called is called back. 异步任务完成通知 */
export function tellJobDone(
  {
    corp,
    ...rest
  }: { readonly corp: CorpState; readonly agent: AgentState; readonly callback?: JobCallback | undefined },
  JobId: string,
  JobType: string,
): void {
  const { agent, callback } = rest;
  const event = {
    MsgType: 'event',
    Event: 'batch_job_result',
    BatchJob: { JobId, JobType, ErrCode: 0, ErrMsg: 'ok' },
  };
  const door: WorkDoor = callback
    ? {
        id: agent.id,
        callbackUrl: callback.url,
        token: callback.token,
        cipher: new MessageCipher(callback.encodingaeskey),
        receiveId: corp.corpId,
        format: 'xml',
      }
    : agent;
  corp.shared.pusher.pushLater({ ...agentParcel(agent, event), door });
}
