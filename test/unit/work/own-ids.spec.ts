import { describe, expect, it } from '@jest/globals';
import { WorkImportService } from '../../../lib/work/contacts/import.service.js';
import { WorkKfAccountService } from '../../../lib/work/kf/account.service.js';
import { WorkLivingService } from '../../../lib/work/living/living.service.js';
import { WorkMeetingService } from '../../../lib/work/meeting/meeting.service.js';
import { WorkAppChatService } from '../../../lib/work/message/app-chat.service.js';
import type { WorkAgentApi, WorkContactsApi } from '../../../lib/work/work.api.js';
import { agentThat } from './fake-agent.js';

type Act = (client: WorkAgentApi, changes: never) => Promise<unknown>;

const imports = (client: WorkAgentApi) => new WorkImportService(client as unknown as WorkContactsApi);
const CALLS: Readonly<Record<string, readonly [field: string, act: Act]>> = {
  'a livestream': ['livingid', (client, changes) => new WorkLivingService(client).modify('own', changes)],
  'a meeting': ['meetingid', (client, changes) => new WorkMeetingService(client).update('own', changes)],
  'a group chat': ['chatid', (client, changes) => new WorkAppChatService(client).update('own', changes)],
  'an account': ['open_kfid', (client, changes) => new WorkKfAccountService(client).update('own', changes)],
  'members to change': ['media_id', (client, options) => imports(client).syncUsers('own', options)],
  'members to replace': ['media_id', (client, options) => imports(client).replaceUsers('own', options)],
  departments: ['media_id', (client, options) => imports(client).replaceDepartments('own', options)],
};

describe('The id a method was given', () => {
  it.each(Object.keys(CALLS))('wins over one among what is sent of %s', async (name) => {
    const [field, act] = CALLS[name] as (typeof CALLS)[string];
    const { client, bodies } = agentThat(() => ({}));
    await act(client, { [field]: 'OTHER' } as never);
    expect(bodies()).toEqual([{ [field]: 'own' }]);
  });
});
