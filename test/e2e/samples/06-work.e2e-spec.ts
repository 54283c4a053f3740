import { describe, expect, it } from '@jest/globals';
import { SampleProcess } from './sample.process.js';

const PATIENCE = 90_000;
const NAME = '06-work';
const LOG = /^(?:log|warn|error)\b/;

/** What is printed, without blanks that only align. */
const linesOf = (output: string): string[] =>
  output
    .split('\n')
    .map((line) => line.trim().replaceAll(/ {2,}/g, ' '))
    .filter((line) => line !== '');

describe(`sample/${NAME}`, () => {
  it(
    'plays by itself what happens between an application of WeCom, members, and customers',
    async () => {
      const { code, output } = await SampleProcess.run([NAME, '--once']);
      expect({ code, output }).toMatchObject({ code: 0 });
      expect(linesOf(output).filter((line) => !LOG.test(line))).toEqual([
        '1. The console checks the address 设置API接收',
        'app answers with the echostr, for the signature is right',
        '2. A member asks for leave 接收消息，模板卡片',
        'Xiaoya 请假 明天看病',
        'app 已提交给主管 Your boss has been asked.',
        'boss receives the card "小雅 请假"',
        '3. The boss taps [同意] template_card_event',
        'app changes the button to "已同意 Approved"',
        'Xiaoya receives "已同意 Approved: 明天看病"',
        'group reads "小雅 请假了：明天看病"',
        '4. The member opens a page in a browser 企业微信登录',
        'WeCom shows a code to scan, at /wwlogin/sso/login',
        'app knows her by userid xiaoya, and shows the leave',
        '5. A customer adds the member 客户联系，欢迎语',
        'Ms Li receives "李女士，您好！我是小雅。Welcome!"',
        '6. Another one writes to customer service 微信客服',
        'app welcomes with a menu: "您好，请问想了解什么？How can we help?"',
        'Mr Chen taps [营业时间], and receives "每天 9:00–18:00。Every day from 9 to 6."',
        'Mr Chen 转人工',
        'app "正在为您转接人工。Somebody will be with you soon."',
        'Xiaoya takes the conversation over; the app keeps out of it',
        '7. The boss asks the bot 智能机器人，流式消息',
        'boss 谁在请假？',
        'bot writes, and is seen writing',
        'bot **请假情况 Leave**',
        'bot - 小雅: 明天看病, 已同意 Approved',
        expect.stringMatching(/^Page for members \(成员页面\) http:\/\/localhost:\d+\/me$/),
        expect.stringMatching(
          /^Callback address \(接收消息\) http:\/\/localhost:\d+\/wechat\/corp\/assistant$/,
        ),
        expect.stringMatching(/^WeCom is the sandbox \(沙箱\) http:\S+$/),
        'Where to go on (下一步) docs/work.md, docs/work.zh-CN.md',
      ]);
      // one token for all of it
      expect(linesOf(output).filter((line) => LOG.test(line))).toEqual([
        expect.stringMatching(/^log \[WeChatToken\] Fetched ww\w+\/\d+#\w{8}:access_token #/),
      ]);
    },
    PATIENCE,
  );

  it(
    'leaves a page that shows members alone, until Ctrl+C',
    async () => {
      const sample = new SampleProcess([NAME]);
      const page = await sample.prints(/成员页面\)\s+(http\S+)\n/);
      const wecom = await sample.prints(/沙箱\)\s+(http\S+)\n/);
      await sample.prints(/Ctrl\+C/);
      const visit = (userAgent: string): Promise<Response> =>
        fetch(page, { redirect: 'manual', headers: { accept: 'text/html', 'user-agent': userAgent } });

      const inBrowser = await visit('Mozilla/5.0');
      expect(inBrowser.status).toBe(302);
      expect(inBrowser.headers.get('location')).toMatch(new RegExp(`^${wecom}/wwlogin/sso/login\\?`));
      const inside = await visit('Mozilla/5.0 wxwork/4.1.0 MicroMessenger/7.0.1');
      expect(inside.headers.get('location')).toMatch(new RegExp(`^${wecom}/connect/oauth2/authorize\\?`));
      expect((await fetch(page, { headers: { accept: 'application/json' } })).status).toBe(401);
      expect(await sample.end('SIGINT')).toMatchObject({ code: 0 });
    },
    PATIENCE,
  );

  it.each([
    ['ORIGIN is missing', { WORK_CORP_ID: 'ww1234567890abcdef' }],
    ['WORK_BOSS is missing', { WORK_CORP_ID: 'ww1234567890abcdef', ORIGIN: 'https://corp.example.com' }],
    [
      'WeChat client "corp/assistant": secret is missing',
      {
        WORK_CORP_ID: 'ww1234567890abcdef',
        ORIGIN: 'https://corp.example.com',
        WORK_BOSS: 'laowang',
        WORK_AGENT_ID: '1000002',
      },
    ],
  ])(
    'says what it lacks to talk with the real WeCom: %s',
    async (said, env) => {
      const { code, output } = await SampleProcess.run([NAME, '--once'], env as Record<string, string>);
      expect(code).toBe(1);
      expect(output.trim()).toMatch(new RegExp(`^${said}`));
      expect(output.trim().split('\n')).toHaveLength(1);
    },
    PATIENCE,
  );
});
