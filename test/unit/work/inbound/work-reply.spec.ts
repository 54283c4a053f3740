import { describe, expect, it } from '@jest/globals';
import { reply, Reply } from '../../../../lib/callback/index.js';
import { readXml, writeXml } from '../../../../lib/common/index.js';
import { sendLateReply } from '../../../../lib/work/inbound/late-reply.js';
import { reviveWorkReply } from '../../../../lib/work/inbound/work-reply.js';
import type { WorkAgentApi } from '../../../../lib/work/work.api.js';
import { workReply } from '../../../../lib/work/index.js';
import { readCard } from '../../../../lib/sandbox/work/message/card.reader.js';
import type { MessageTree } from '../../../../lib/common/index.js';

const TAP = {
  ToUserName: 'ww1',
  FromUserName: 'alice',
  MsgType: 'event',
  Event: 'template_card_event',
  AgentID: '1000002',
  TaskId: 'task',
  ResponseCode: 'code',
};

/** What goes out when a reply is late. */
async function sent(given: Reply, message: MessageTree = TAP): Promise<unknown[]> {
  const calls: unknown[] = [];
  const client = {
    request: (route: string, { body }: { body: unknown }) => {
      calls.push([route, JSON.parse(JSON.stringify(body))]);
      return Promise.resolve({});
    },
    requireAgentId: () => Promise.resolve(7),
  };
  await sendLateReply(client as unknown as WorkAgentApi, given, message);
  return calls;
}

describe('Replies to taps on cards', () => {
  it('name the text in place of the buttons', () => {
    expect(workReply.updateButton('已通过')).toEqual(
      new Reply('update_button', { Button: { ReplaceName: '已通过' } }),
    );
    expect(workReply.taskCard('已驳回')).toMatchObject({
      msgType: 'update_taskcard',
      fields: { TaskCard: { ReplaceName: '已驳回' } },
    });
  });

  it.each([
    ['a card', workReply.templateCard({ card_type: 'text_notice', main_title: { title: 'done' } })],
    ['a text', workReply.updateButton('done')],
  ])('are sent as they were from another process, out of what JSON left of them: %s', async (_, given) => {
    const revived = reviveWorkReply(JSON.parse(JSON.stringify(given)));
    expect(revived).toEqual(given);
    expect(await sent(revived)).toEqual(await sent(given));
  });

  it('write every kind of field of a card under its name in XML', () => {
    const given = workReply.templateCard({
      card_type: 'multiple_interaction',
      source: { icon_url: 'i', desc: 'd', desc_color: 1 },
      action_menu: { desc: 'm', action_list: [{ text: 't', key: 'k' }] },
      main_title: { title: 'a', desc: 'b' },
      quote_area: { type: 2, appid: 'wx1', pagepath: 'p', title: 't', quote_text: 'q' },
      emphasis_content: { title: '100' },
      sub_title_text: 's',
      card_image: { url: 'u', aspect_ratio: 2.25 },
      image_text_area: { type: 1, url: 'u', image_url: 'iu' },
      vertical_content_list: [{ title: 'v' }, { title: 'w', desc: 'x' }],
      horizontal_content_list: [
        { keyname: 'k1', value: 'v1', type: 2, media_id: 'm' },
        { keyname: 'k2', type: 3, userid: 'alice' },
      ],
      jump_list: [{ title: 'j', type: 1, url: 'u' }],
      card_action: { type: 1, url: 'u' },
      task_id: 'task',
      button_selection: {
        question_key: 'q',
        title: 't',
        option_list: [{ id: '1', text: 'one' }],
        selected_id: '1',
        disable: false,
      },
      button_list: [{ text: 'b', style: 1, key: 'k' }],
      checkbox: {
        question_key: 'q',
        option_list: [
          { id: '1', text: 'one', is_checked: true },
          { id: '2', text: 'two', is_checked: false },
        ],
        mode: 1,
        disable: true,
      },
      select_list: [{ question_key: 's', option_list: [{ id: '1', text: 'one' }] }],
      submit_button: { text: 'Go', key: 'go' },
      replace_text: 'Done',
    });
    expect(readXml(writeXml(given.fields))).toEqual({
      TemplateCard: {
        CardType: 'multiple_interaction',
        Source: { IconUrl: 'i', Desc: 'd', DescColor: '1' },
        ActionMenu: { Desc: 'm', ActionList: { Text: 't', Key: 'k' } },
        MainTitle: { Title: 'a', Desc: 'b' },
        QuoteArea: { Type: '2', AppId: 'wx1', PagePath: 'p', Title: 't', QuoteText: 'q' },
        EmphasisContent: { Title: '100' },
        SubTitleText: 's',
        CardImage: { Url: 'u', AspectRatio: '2.25' },
        ImageTextArea: { Type: '1', Url: 'u', ImageUrl: 'iu' },
        VerticalContentList: [{ Title: 'v' }, { Title: 'w', Desc: 'x' }],
        HorizontalContentList: [
          { KeyName: 'k1', Value: 'v1', Type: '2', MediaId: 'm' },
          { KeyName: 'k2', Type: '3', UserId: 'alice' },
        ],
        JumpList: { Title: 'j', Type: '1', Url: 'u' },
        CardAction: { Type: '1', Url: 'u' },
        TaskId: 'task',
        ButtonSelection: {
          QuestionKey: 'q',
          Title: 't',
          OptionList: { Id: '1', Text: 'one' },
          SelectedId: '1',
          Disable: 'false',
        },
        ButtonList: { Text: 'b', Style: '1', Key: 'k' },
        CheckBox: {
          QuestionKey: 'q',
          OptionList: [
            { Id: '1', Text: 'one', IsChecked: 'true' },
            { Id: '2', Text: 'two', IsChecked: 'false' },
          ],
          Mode: '1',
          Disable: 'true',
        },
        SelectList: { QuestionKey: 's', OptionList: { Id: '1', Text: 'one' } },
        SubmitButton: { Text: 'Go', Key: 'go' },
        ReplaceText: 'Done',
      },
    });
  });

  it('are read by the sandbox as the cards they were made of', () => {
    const card = {
      card_type: 'vote_interaction' as const,
      main_title: { title: 'a' },
      checkbox: { question_key: 'q', option_list: [{ id: '1', text: 'one', is_checked: true }], mode: 0 },
      submit_button: { text: 'Go', key: 'go' },
      horizontal_content_list: [{ keyname: 'k', type: 3, userid: 'alice' }],
      card_action: { type: 2, appid: 'wx1', pagepath: 'p' },
    };
    const tree = readXml(writeXml(workReply.templateCard(card).fields));
    expect(readCard(tree.TemplateCard as MessageTree)).toEqual(card);
  });
});

describe('A late reply', () => {
  const to = { touser: 'alice', agentid: 1000002 };

  it.each<[string, Reply, object]>([
    ['a text', reply.text('x'), { msgtype: 'text', text: { content: 'x' } }],
    ['a picture', reply.image('m'), { msgtype: 'image', image: { media_id: 'm' } }],
    ['a voice message', reply.voice('m'), { msgtype: 'voice', voice: { media_id: 'm' } }],
    [
      'a video',
      reply.video({ mediaId: 'm', title: 't', description: 'd' }),
      { msgtype: 'video', video: { media_id: 'm', title: 't', description: 'd' } },
    ],
    [
      'articles',
      reply.news([{ title: 'a' }, { title: 'b', description: 'c', url: 'u', picUrl: 'p' }]),
      {
        msgtype: 'news',
        news: { articles: [{ title: 'a' }, { title: 'b', description: 'c', url: 'u', picurl: 'p' }] },
      },
    ],
  ])('goes out as a message: %s', async (_what, given, content) => {
    expect(await sent(given)).toEqual([['POST /cgi-bin/message/send', { ...to, ...content }]]);
  });

  it('goes out as several messages when its text is longer than one takes', async () => {
    const calls = (await sent(reply.text('好'.repeat(1500)))) as Array<
      [string, { text: { content: string } }]
    >;
    expect(calls.length).toBe(3);
    expect(calls.map(([, { text }]) => text.content).join('')).toBe('好'.repeat(1500));
  });

  it('updates the card that was tapped, with the code of the tap', async () => {
    const update = { userids: ['alice'], agentid: 1000002, response_code: 'code' };
    const route = 'POST /cgi-bin/message/update_template_card';
    expect(await sent(workReply.updateButton('Done'))).toEqual([
      [route, { ...update, button: { replace_name: 'Done' } }],
    ]);
    const card = { card_type: 'text_notice' as const, main_title: { title: 'Done' } };
    expect(await sent(workReply.templateCard(card))).toEqual([[route, { ...update, template_card: card }]]);
  });

  it('updates a task card by its task', async () => {
    expect(await sent(workReply.taskCard('Done'))).toEqual([
      [
        'POST /cgi-bin/message/update_taskcard',
        { userids: ['alice'], agentid: 1000002, task_id: 'task', replace_name: 'Done' },
      ],
    ]);
  });

  it('asks for the AgentID where the push names none', async () => {
    const { AgentID: _, ...message } = TAP;
    expect(await sent(reply.text('x'), message)).toMatchObject([[expect.anything(), { agentid: 7 }]]);
    expect(await sent(reply.text('x'), { ...TAP, AgentID: '' })).toMatchObject([
      [expect.anything(), { agentid: 7 }],
    ]);
  });

  it('is refused where it cannot go out: no card was tapped, or it is raw', async () => {
    const message = { ...TAP, ResponseCode: '', TaskId: '' };
    for (const given of [workReply.updateButton('x'), workReply.taskCard('x')])
      await expect(sent(given, message)).rejects.toThrow(/answers a tap on a card/);
    await expect(sent(reply.raw({ a: 'b' }))).rejects.toThrow(/reply\.raw/);
  });
});
