import { describe, expect, it } from '@jest/globals';
import { SandboxPushError, SandboxUseError } from '../../../lib/sandbox/index.js';
import { answerXml, openPush, sealAnswer } from './work.envelope.js';
import { setWorkStage, type WorkStage } from './work.stage.js';

const CARD = {
  card_type: 'button_interaction',
  main_title: { title: '请假' },
  task_id: 'leave-1',
  button_list: [
    { text: '同意', key: 'yes' },
    { text: '驳回', key: 'no' },
  ],
};

/** Sends a message as the assistant. */
async function sender({ corp, as }: WorkStage) {
  const agentid = Number(corp.agent('assistant').agentId);
  const client = await as('assistant');
  return {
    client,
    agentid,
    send: (body: object) => client.post('message/send', { agentid, ...body }),
  };
}

describe('A member who writes to an application', () => {
  it('gets its answer, opened and checked', async () => {
    const { corp, app } = await setWorkStage();
    const zhang = corp.member({ userid: 'zhangsan', name: '张三' });
    const assistant = corp.agent('assistant');
    app.respond = () =>
      sealAnswer(assistant, corp.corpId, answerXml('zhangsan', corp.corpId, 'text', '<Content>在</Content>'));
    expect(await zhang.say('你好', { agent: 'assistant' })).toMatchObject({
      status: 200,
      kind: 'text',
      text: '在',
      attempts: 1,
      reply: { MsgType: 'text', Content: '在' },
    });
    expect(app.last.path).toBe('/wechat/shop/assistant');
    expect(openPush(assistant, app.last)).toMatchObject({
      ToUserName: corp.corpId,
      FromUserName: 'zhangsan',
      MsgType: 'text',
      Content: '你好',
      AgentID: String(assistant.agentId),
      MsgId: expect.stringMatching(/^\d{17,}$/),
    });
  });

  it('is pushed in JSON where that is asked for', async () => {
    const { corp, app } = await setWorkStage();
    const zhang = corp.member();
    await zhang.say('你好', { agent: 'assistant', format: 'json' });
    expect(JSON.parse(app.last.body)).toMatchObject({
      tousername: corp.corpId,
      agentid: String(corp.agent('assistant').agentId),
      encrypt: expect.any(String),
    });
    expect(openPush(corp.agent('assistant'), app.last)).toMatchObject({ Content: '你好' });
  });

  it('is shown nothing that WeCom would not take', async () => {
    const { corp, app } = await setWorkStage();
    const zhang = corp.member({ userid: 'zhangsan' });
    const assistant = corp.agent('assistant');
    const text = answerXml('zhangsan', corp.corpId, 'text', '<Content>在</Content>');
    const wrong: [string, RegExp][] = [
      [text, /sealed answers alone/],
      [sealAnswer(corp.agent('night'), corp.corpId, text), /signature/],
      [sealAnswer(assistant, 'ww0', text), /sealed for ww0/],
      [sealAnswer(assistant, corp.corpId, text.replace('zhangsan', 'lisi')), /not the member zhangsan/],
      [sealAnswer(assistant, corp.corpId, text.replace('>text<', '>music<')), /MsgType "music"/],
      [
        sealAnswer(
          assistant,
          corp.corpId,
          answerXml(
            'zhangsan',
            corp.corpId,
            'update_button',
            '<Button><ReplaceName>x</ReplaceName></Button>',
          ),
        ),
        /template_card_event alone/,
      ],
    ];
    for (const [body, reason] of wrong) {
      app.respond = () => body;
      await expect(zhang.say('你好', { agent: 'assistant' })).rejects.toThrow(reason);
    }
    app.respond = () => ({ status: 500 });
    await expect(zhang.enter('assistant')).rejects.toThrow(/3 of 3 attempts/);
    expect(sandboxErrorOf(await zhang.enter('assistant').catch((error: unknown) => error))).toBe(500);
  });

  it('taps what the menu has', async () => {
    const stage = await setWorkStage();
    const { client, agentid } = await sender(stage);
    const zhang = stage.corp.member();
    const button = [
      { type: 'click', name: '今日', key: 'TODAY' },
      { name: '更多', type: '', sub_button: [] },
    ];
    expect(await client.post('menu/create', { button }, { agentid })).toMatchObject({ errcode: 40017 });
    const sub = [{ type: 'scancode_push', name: '扫码', key: 'SCAN' }];
    button[1] = { name: '更多', type: '', sub_button: sub as never };
    await client.post('menu/create', { button }, { agentid });
    await zhang.tap('今日', 'assistant');
    expect(openPush(stage.corp.agent('assistant'), stage.app.last)).toMatchObject({
      Event: 'click',
      EventKey: 'TODAY',
    });
    await zhang.scan('SCAN', 'https://example.com/42', 'assistant');
    expect(openPush(stage.corp.agent('assistant'), stage.app.last)).toMatchObject({
      Event: 'scancode_push',
      ScanCodeInfo: { ScanResult: 'https://example.com/42' },
    });
    await expect(zhang.tap('nothing', 'assistant')).rejects.toThrow(SandboxUseError);
  });
});

const sandboxErrorOf = (error: unknown): number | undefined =>
  error instanceof SandboxPushError ? error.status : undefined;

describe('Messages of an application', () => {
  it('reach members, departments and tags, and say who was not reached', async () => {
    const stage = await setWorkStage();
    const { client, send } = await sender(stage);
    const [zhang, li] = [
      stage.corp.member(),
      stage.corp.member({ department: [stage.corp.department('编辑部')] }),
    ];
    const { tagid } = await client.post('tag/create', { tagname: '编辑' });
    await client.post('tag/addtagusers', { tagid, userlist: [zhang.userid] });
    const text = { msgtype: 'text', text: { content: '开会' } };
    const answer = await send({
      ...text,
      touser: `${zhang.userid}|nobody`,
      toparty: '2|9',
      totag: `${String(tagid)}|77`,
    });
    expect(answer).toMatchObject({
      errcode: 0,
      invaliduser: 'nobody',
      invalidparty: '9',
      invalidtag: '77',
      msgid: expect.any(String),
    });
    expect(zhang.messages).toHaveLength(1);
    expect(li.messages).toMatchObject([
      { msgtype: 'text', text: '开会', agent: 'assistant', recalled: false },
    ]);
    expect(await send({ ...text, touser: 'nobody' })).toMatchObject({ errcode: 81013 });
    expect(await send(text)).toMatchObject({ errcode: 82001 });
    expect(await send({ ...text, touser: '@all', text: { content: '' } })).toMatchObject({ errcode: 44004 });
    expect(await send({ msgtype: 'image', touser: '@all', image: { media_id: 'x' } })).toMatchObject({
      errcode: 40007,
    });
  });

  it('are taken back within a day, by the application that sent them', async () => {
    const stage = await setWorkStage();
    const { client, send } = await sender(stage);
    const zhang = stage.corp.member();
    const { msgid } = await send({ msgtype: 'text', text: { content: '错了' }, touser: '@all' });
    const night = await stage.as('night');
    expect(await night.post('message/recall', { msgid })).toMatchObject({ errcode: 40058 });
    expect(await client.post('message/recall', { msgid })).toMatchObject({ errcode: 0 });
    expect(zhang.messages[0]).toMatchObject({ recalled: true });
    const later = await send({ msgtype: 'text', text: { content: '晚了' }, touser: '@all' });
    stage.sandbox.advance(86_401);
    const [again] = [await stage.as('assistant')];
    expect(await again.post('message/recall', { msgid: later['msgid'] })).toMatchObject({ errcode: 42052 });
  });
});

describe('A card', () => {
  it('is updated once with the code it was sent with, within 72 hours', async () => {
    const stage = await setWorkStage();
    const { client, agentid, send } = await sender(stage);
    const [zhang, li] = [stage.corp.member(), stage.corp.member()];
    const sent = await send({ msgtype: 'template_card', template_card: CARD, touser: '@all' });
    const update = {
      agentid,
      userids: [zhang.userid, 'nobody'],
      response_code: sent['response_code'],
      button: { replace_name: '已同意' },
    };
    const night = await stage.as('night');
    const other = { ...update, agentid: Number(stage.corp.agent('night').agentId) };
    expect(await night.post('message/update_template_card', other)).toMatchObject({ errcode: 42015 });
    expect(await client.post('message/update_template_card', update)).toMatchObject({
      errcode: 0,
      invaliduser: ['nobody'],
    });
    expect(zhang.messages[0]).toMatchObject({ replacedButton: '已同意', card: CARD });
    expect(li.messages[0]?.replacedButton).toBeUndefined();
    expect(await client.post('message/update_template_card', update)).toMatchObject({ errcode: 60140 });
    const second = await send({ msgtype: 'template_card', template_card: CARD, touser: '@all' });
    stage.sandbox.advance(72 * 3600 + 1);
    const late = await stage.as('assistant');
    const tooLate = { ...update, response_code: second['response_code'] };
    expect(await late.post('message/update_template_card', tooLate)).toMatchObject({ errcode: 60140 });
  });

  it('pushes what was tapped and chosen, and changes as the answer says', async () => {
    const stage = await setWorkStage();
    const { corp, app } = stage;
    const { client, agentid, send } = await sender(stage);
    const zhang = corp.member({ userid: 'zhangsan' });
    const assistant = corp.agent('assistant');
    await send({ msgtype: 'template_card', template_card: CARD, touser: '@all' });
    app.respond = () =>
      sealAnswer(
        assistant,
        corp.corpId,
        answerXml(
          'zhangsan',
          corp.corpId,
          'update_template_card',
          '<TemplateCard><CardType>multiple_interaction</CardType><MainTitle><Title>几点</Title></MainTitle>' +
            '<SelectList><QuestionKey>when</QuestionKey><OptionList><Id>1</Id><Text>九点</Text></OptionList></SelectList>' +
            '<SubmitButton><Text>好</Text><Key>go</Key></SubmitButton></TemplateCard>',
        ),
      );
    expect(await zhang.tapCard('leave-1', 'yes')).toMatchObject({ kind: 'update_template_card' });
    const pushed = openPush(assistant, app.last);
    expect(pushed).toMatchObject({
      Event: 'template_card_event',
      EventKey: 'yes',
      TaskId: 'leave-1',
      CardType: 'button_interaction',
      AgentID: String(agentid),
    });
    const [card] = zhang.messages;
    expect(card?.card).toEqual({
      card_type: 'multiple_interaction',
      main_title: { title: '几点' },
      select_list: [{ question_key: 'when', option_list: [{ id: '1', text: '九点' }] }],
      submit_button: { text: '好', key: 'go' },
    });
    app.respond = () => '';
    await zhang.tapCard(card?.msgid ?? '', 'go', { when: ['1'] });
    expect(openPush(assistant, app.last)).toMatchObject({
      SelectedItems: { SelectedItem: { QuestionKey: 'when', OptionIds: { OptionId: '1' } } },
    });
    const replaced = {
      agentid,
      atall: 1,
      response_code: pushed['ResponseCode'],
      button: { replace_name: '完成' },
    };
    expect(await client.post('message/update_template_card', replaced)).toMatchObject({ errcode: 0 });
    await expect(zhang.tapCard(card?.msgid ?? '', 'go')).rejects.toThrow(/no button "go"/);
  });
});

describe('A group chat of an application', () => {
  it('is made, changed and written to by that application alone', async () => {
    const stage = await setWorkStage();
    const { corp } = stage;
    const client = await stage.as('assistant');
    const [a, b, c] = [corp.member(), corp.member(), corp.member()];
    const create = (body: object) => client.post('appchat/create', body);
    expect(await create({ userlist: [a.userid] })).toMatchObject({ errcode: 86006 });
    expect(await create({ userlist: [a.userid, 'nobody'] })).toMatchObject({ errcode: 86007 });
    expect(await create({ userlist: [a.userid, b.userid], owner: c.userid })).toMatchObject({
      errcode: 86207,
    });
    expect(await create({ chatid: 'room', userlist: [a.userid, b.userid] })).toMatchObject({
      chatid: 'room',
    });
    expect(await create({ chatid: 'room', userlist: [a.userid, b.userid] })).toMatchObject({
      errcode: 86215,
    });
    await client.post('appchat/update', {
      chatid: 'room',
      name: '新书',
      add_user_list: [c.userid],
      del_user_list: [a.userid],
    });
    expect(await client.get('appchat/get', { chatid: 'room' })).toMatchObject({
      chat_info: { name: '新书', owner: b.userid, userlist: [b.userid, c.userid] },
    });
    const text = { chatid: 'room', msgtype: 'text', text: { content: '来了' } };
    expect(await (await stage.as('night')).post('appchat/send', text)).toMatchObject({ errcode: 86008 });
    await client.post('appchat/send', text);
    expect(c.messages).toMatchObject([{ chatid: 'room', text: '来了' }]);
    expect(a.messages).toHaveLength(0);
  });
});
