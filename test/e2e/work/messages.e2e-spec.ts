import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SandboxCorpMember } from 'nestjs-wechat-sdk/sandbox';
import { workMessage, type WorkMessageContent, type WorkTemplateCard } from 'nestjs-wechat-sdk/work';
import { lastRequest } from '../../src/sandbox.reader.js';
import { type StartedWork, startWork } from '../../src/start-work.js';

const AGENT_ID = 1000002;
const URL_HERE = 'https://shop.example.com';
const articles = (count: number) => Array.from({ length: count }, () => ({ title: '', url: URL_HERE }));
const ZHANG = { userIds: ['zhangsan'] };

let work: StartedWork;
let zhang: SandboxCorpMember;
let mediaIds: Record<'image' | 'voice' | 'video' | 'file', string>;
beforeAll(async () => {
  work = await startWork();
  zhang = work.console.member({ userid: 'zhangsan' });
  work.console.member({ userid: 'lisi' });
  const upload = (type: keyof typeof mediaIds, filename: string): Promise<string> =>
    work.assistant.media.upload(type, { content: Buffer.from('some bytes'), filename });
  mediaIds = {
    image: await upload('image', '1.png'),
    voice: await upload('voice', '1.amr'),
    video: await upload('video', '1.mp4'),
    file: await upload('file', '报价.pdf'),
  };
});
beforeEach(() => work.sandbox.reset());
afterAll(() => work.close());

const BUTTONS: WorkTemplateCard = {
  card_type: 'button_interaction',
  task_id: 'leave-1',
  main_title: { title: '请假申请', desc: '三天' },
  button_list: [
    { text: '同意', key: 'yes', style: 1 },
    { text: '驳回', key: 'no', style: 2 },
  ],
};
const CARDS: readonly WorkTemplateCard[] = [
  {
    card_type: 'text_notice',
    main_title: { title: '欢迎' },
    card_action: { type: 1, url: URL_HERE },
    emphasis_content: { title: '100', desc: '核心数据' },
  },
  {
    card_type: 'news_notice',
    main_title: { title: '新闻' },
    card_image: { url: `${URL_HERE}/1.png` },
    card_action: { type: 1, url: URL_HERE },
  },
  BUTTONS,
  {
    card_type: 'vote_interaction',
    task_id: 'vote-1',
    main_title: { title: '午饭' },
    checkbox: { question_key: 'lunch', option_list: [{ id: '1', text: '面' }], mode: 0 },
    submit_button: { text: '提交', key: 'submit' },
  },
  {
    card_type: 'multiple_interaction',
    task_id: 'choice-1',
    main_title: { title: '会议' },
    select_list: [{ question_key: 'room', option_list: [{ id: '1', text: '一号' }] }],
    submit_button: { text: '提交', key: 'submit' },
  },
];

describe('Messages of an application', () => {
  const contents = (): WorkMessageContent[] => [
    workMessage.text('你的快递已到'),
    workMessage.image(mediaIds.image),
    workMessage.voice(mediaIds.voice),
    workMessage.video(mediaIds.video, { title: '标题', description: '描述' }),
    workMessage.file(mediaIds.file),
    workMessage.textCard({ title: '领奖', description: '请带工卡', url: URL_HERE, btntxt: '更多' }),
    workMessage.news([{ title: '中秋', url: URL_HERE, picurl: `${URL_HERE}/1.png` }]),
    workMessage.mpNews([{ title: '中秋', thumb_media_id: mediaIds.image, content: '<b>月饼</b>' }]),
    workMessage.markdown('**你好**'),
    workMessage.miniProgramNotice({ appid: 'wx123123123123123', title: '会议室预订成功' }),
    ...CARDS.map((card) => workMessage.templateCard(card)),
  ];

  it('reach a member in every kind', async () => {
    for (const content of contents()) {
      const { msgid, ...invalid } = await work.assistant.messages.send(ZHANG, content);
      expect(lastRequest(work.sandbox)).toMatchObject({
        route: 'POST /cgi-bin/message/send',
        body: { ...content, touser: 'zhangsan', agentid: AGENT_ID },
      });
      expect(invalid).toMatchObject({
        invaliduser: [],
        invalidparty: [],
        invalidtag: [],
        unlicenseduser: [],
      });
      expect(zhang.messages.at(-1)).toMatchObject({ msgid, msgtype: content.msgtype, agent: 'assistant' });
    }
  });

  it('go to members, departments and tags together; whom they did not reach is told in lists', async () => {
    const tag = await work.contacts.tags.create('咖啡');
    const to = { userIds: ['lisi', 'nobody', 'ghost'], partyIds: [1, 99], tagIds: [tag, 98] };
    const sent = await work.assistant.messages.send(to, workMessage.text('咖啡好了'));
    expect(lastRequest(work.sandbox).body).toMatchObject({
      touser: 'lisi|nobody|ghost',
      toparty: '1|99',
      totag: `${tag}|98`,
    });
    expect(sent).toEqual({
      msgid: expect.any(String),
      invaliduser: ['nobody', 'ghost'],
      invalidparty: [99],
      invalidtag: [98],
      unlicenseduser: [],
    });
  });

  it('go to everybody when that is said', async () => {
    await work.assistant.messages.send({ toAll: true }, workMessage.text('放假'));
    expect(lastRequest(work.sandbox).body).toMatchObject({ touser: '@all' });
  });

  it('fail when they reach nobody', async () => {
    const call = work.assistant.messages.send({ userIds: ['nobody'] }, workMessage.text('?'));
    await expect(call).rejects.toMatchObject({ errcode: 81013 });
  });

  it.each([
    [{ safe: 1 }, { safe: 1 }],
    [{ enableIdTrans: true }, { enable_id_trans: 1 }],
    [{ enableDuplicateCheck: true }, { enable_duplicate_check: 1 }],
    [{ duplicateCheckInterval: 60 }, { enable_duplicate_check: 1, duplicate_check_interval: 60 }],
    [{ duplicateCheckInterval: 60, enableDuplicateCheck: false }, {}],
    [{ enableIdTrans: false }, {}],
  ] as const)('are sent as %j says', async (options, fields) => {
    await work.assistant.messages.send(ZHANG, workMessage.text('你好'), options);
    const base = { touser: 'zhangsan', agentid: AGENT_ID, msgtype: 'text', text: { content: '你好' } };
    expect(lastRequest(work.sandbox).body).toEqual({ ...base, ...fields });
  });

  it.each([0, -1, 1.5, 14_401, NaN])('check for repeats within 4 hours at most, not %p', async (interval) => {
    const options = { duplicateCheckInterval: interval };
    await expect(work.assistant.messages.send(ZHANG, workMessage.text('你好'), options)).rejects.toThrow(
      RangeError,
    );
    expect(work.sandbox.requests).toEqual([]);
  });

  it.each([
    ['a text of more than 2048 bytes', () => workMessage.text('好'.repeat(683))],
    ['a markdown of more than 2048 bytes', () => workMessage.markdown('a'.repeat(2049))],
    [
      'a title of more than 128 characters',
      () => workMessage.textCard({ title: '好'.repeat(129), description: '', url: URL_HERE }),
    ],
    [
      'a description of more than 512 characters',
      () => workMessage.textCard({ title: '', description: '好'.repeat(513), url: URL_HERE }),
    ],
    ['no article', () => workMessage.news([])],
    ['nine articles', () => workMessage.news(articles(9))],
    ['no kept article', () => workMessage.mpNews([])],
  ])('are not cut off in silence: %s', (_, write) => {
    expect(write).toThrow(RangeError);
  });

  it('take what just fits', () => {
    expect(workMessage.text('a'.repeat(2048)).text.content).toHaveLength(2048);
    expect(workMessage.news(articles(8)).news.articles).toHaveLength(8);
  });

  it('are taken back', async () => {
    const { msgid } = await work.assistant.messages.send(ZHANG, workMessage.text('发错了'));
    await work.assistant.messages.recall(msgid);
    expect(lastRequest(work.sandbox).body).toEqual({ msgid });
    expect(zhang.messages.at(-1)).toMatchObject({ msgid, recalled: true });
  });
});

describe('Cards that were sent', () => {
  const send = async (): Promise<string> => {
    const { response_code } = await work.assistant.messages.send(ZHANG, workMessage.templateCard(BUTTONS));
    return response_code as string;
  };

  it('have a code for one update of their buttons', async () => {
    const code = await send();
    const button = { replace_name: '已同意' };
    expect(await work.assistant.messages.updateTemplateCard(code, { button }, ZHANG)).toEqual([]);
    expect(lastRequest(work.sandbox)).toMatchObject({
      route: 'POST /cgi-bin/message/update_template_card',
      body: { agentid: AGENT_ID, userids: ['zhangsan'], button },
    });
    expect(zhang.messages.at(-1)).toMatchObject({ replacedButton: '已同意' });
    const again = work.assistant.messages.updateTemplateCard(code, { button }, ZHANG);
    await expect(again).rejects.toMatchObject({ name: 'WeChatApiError' });
  });

  it('become other cards, for everybody who has them', async () => {
    const [text] = CARDS as [WorkTemplateCard];
    const card = { ...text, replace_text: '已结束' };
    const code = await send();
    await work.assistant.messages.updateTemplateCard(code, { template_card: card }, { toAll: true });
    expect(lastRequest(work.sandbox).body).toMatchObject({ atall: 1, template_card: card });
    expect(zhang.messages.at(-1)?.card).toMatchObject({ card_type: 'text_notice' });
  });

  it('tell whose was not changed', async () => {
    const people = { userIds: ['zhangsan', 'lisi'], partyIds: [1] };
    const update = { button: { replace_name: '已处理' } };
    const options = { enableIdTrans: true };
    const others = await work.assistant.messages.updateTemplateCard(await send(), update, people, options);
    expect(others).toEqual(['lisi']);
    expect(lastRequest(work.sandbox).body).toMatchObject({ partyids: [1], enable_id_trans: 1 });
  });

  it('are updated for somebody', async () => {
    const call = work.assistant.messages.updateTemplateCard('code', { button: { replace_name: '' } }, {});
    await expect(call).rejects.toThrow(RangeError);
    expect(work.sandbox.requests).toEqual([]);
  });
});

describe('Group chats of an application', () => {
  it('are made, changed and spoken in', async () => {
    const { appChats } = work.assistant;
    const chatid = await appChats.create(['zhangsan', 'lisi'], {
      name: '午饭',
      owner: 'lisi',
      chatid: 'lunch',
    });
    expect(chatid).toBe('lunch');
    await appChats.update(chatid, { name: '晚饭' });
    expect(await appChats.get(chatid)).toEqual({
      chatid,
      name: '晚饭',
      owner: 'lisi',
      userlist: ['zhangsan', 'lisi'],
    });
    await appChats.send(chatid, workMessage.text('走吗'), { safe: 1 });
    expect(lastRequest(work.sandbox).body).toEqual({
      chatid,
      msgtype: 'text',
      text: { content: '走吗' },
      safe: 1,
    });
    expect(zhang.messages.at(-1)).toMatchObject({ chatid, text: '走吗' });
    await appChats.send(chatid, workMessage.markdown('**走**'));
    expect(zhang.messages.at(-1)).toMatchObject({ chatid, msgtype: 'markdown' });
  });

  it('have names that are not cut off in silence', async () => {
    const { appChats } = work.assistant;
    const name = '饭'.repeat(51);
    await expect(appChats.create(['zhangsan', 'lisi'], { name })).rejects.toThrow(RangeError);
    await expect(appChats.update('lunch', { name })).rejects.toThrow(RangeError);
    expect(work.sandbox.requests).toEqual([]);
  });

  it('are unknown by other names', async () => {
    const { appChats } = work.assistant;
    await expect(appChats.get('nothing')).rejects.toMatchObject({ errcode: 86003 });
  });
});
