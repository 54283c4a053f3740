/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import { WeChatModule } from 'nestjs-wechat-sdk';
import {
  work,
  type WorkAgent,
  type WorkContacts,
  workMessage,
  type WorkTemplateCard,
} from 'nestjs-wechat-sdk/work';

declare const assistant: WorkAgent;
declare const contacts: WorkContacts;

export async function theAddressBookIsChangedBy通讯录同步Alone(): Promise<void> {
  const zhang = { userid: 'zhangsan', name: '张三', mobile: '13800000000' };
  await contacts.users.create(zhang);
  await contacts.users.get('zhangsan');
  await assistant.users.get('zhangsan');
  // @ts-expect-error an agent only reads
  await assistant.users.create(zhang);
  // @ts-expect-error an agent only reads
  await assistant.departments.delete(1);
  // @ts-expect-error an agent imports nothing
  void assistant.imports;
  // @ts-expect-error nor by the route
  await assistant.request('POST /cgi-bin/user/create', { body: zhang });
  // @ts-expect-error 通讯录同步 is no application
  void contacts.messages;
  // @ts-expect-error nor by the route
  await contacts.request('GET /cgi-bin/agent/list');
  // @ts-expect-error and has no page to sign
  void contacts.jsSdk;
}

export async function everybodyIsNeverSomebody(): Promise<void> {
  const hello = workMessage.text('你好');
  await assistant.messages.send({ userIds: ['zhangsan'], partyIds: [1] }, hello, { safe: 1 });
  await assistant.messages.send({ toAll: true }, hello);
  // @ts-expect-error everybody, or somebody
  await assistant.messages.send({ toAll: true, userIds: ['zhangsan'] }, hello);
  // @ts-expect-error a list
  await assistant.messages.send({ userIds: 'zhangsan' }, hello);
}

export async function contentsFitTheirType(): Promise<void> {
  const to = { userIds: ['zhangsan'] };
  await assistant.messages.send(to, { msgtype: 'markdown', markdown: { content: '**你好**' } });
  // @ts-expect-error a text is said under its own name
  await assistant.messages.send(to, { msgtype: 'text', markdown: { content: '你好' } });
  // @ts-expect-error a misspelt type
  await assistant.messages.send(to, { msgtype: 'txt', txt: { content: '你好' } });
  await assistant.appChats.send('chat', workMessage.text('你好'));
  const notice = workMessage.miniProgramNotice({ appid: 'wx1', title: '会议室' });
  await assistant.messages.send(to, notice);
  // @ts-expect-error a chat takes no notice of a mini program
  await assistant.appChats.send('chat', notice);
}

export const cardsHaveWhatTheirTypeNeeds: WorkTemplateCard[] = [
  { card_type: 'text_notice', sub_title_text: '你好', card_action: { type: 1, url: 'https://example.com' } },
  // @ts-expect-error a card to look at leads somewhere
  { card_type: 'text_notice', sub_title_text: '你好' },
  {
    card_type: 'button_interaction',
    task_id: 't1',
    main_title: { title: '请假' },
    button_list: [{ text: '同意', key: 'yes' }],
  },
  // @ts-expect-error without a task_id nobody knows which card was tapped
  { card_type: 'button_interaction', main_title: { title: '请假' }, button_list: [] },
  {
    card_type: 'vote_interaction',
    task_id: 't2',
    main_title: { title: '午饭' },
    checkbox: { question_key: 'q', option_list: [] },
    submit_button: { text: '提交', key: 'submit' },
    // @ts-expect-error a card to vote with has no list of buttons
    button_list: [],
  },
];

export const agentsHaveASecretOrAHub = [
  WeChatModule.forRoot({
    clients: { corp: work({ corpId: 'ww1', agents: { assistant: { agentId: 1, secret: 's' } } }) },
  }),
  work({ corpId: 'ww1', agents: { contacts: { hub: { url: 'https://hub.example.com', bearer: 'b' } } } }),
  // @ts-expect-error neither
  work({ corpId: 'ww1', agents: { assistant: { agentId: 1 } } }),
  // @ts-expect-error nobody knows which corporation
  work({ agents: {} }),
];
