import { describe, expect, it } from '@jest/globals';
import { answerMessages, openedBy, setPlatformStage } from './platform.stage.js';

const TEXT = 'TESTCOMPONENT_MSG_TYPE_TEXT';

/** A back end that does what WeChat's page on the check asks for; `slip` spoils one thing. */
async function launchStage(slip?: 'text' | 'event' | 'content' | 'reply') {
  const stage = await setPlatformStage();
  const { app, platform, client } = stage;
  const tokens = new Map<string, Promise<string>>();
  const exchange = async (code: string): Promise<string> => {
    const answer = await client.queryAuth(code);
    return (answer['authorization_info'] as Record<string, string>)['authorizer_access_token'] ?? '';
  };
  const send = async (code: string, openid: string): Promise<void> => {
    await client.call('/cgi-bin/message/custom/send', await tokens.get(code), {
      touser: openid,
      msgtype: 'text',
      text: { content: slip === 'content' ? code : `${code}_from_api` },
    });
  };
  answerMessages(app, platform, ({ MsgType, Event, Content = '', FromUserName = '' }) => {
    if (MsgType === 'event') return slip === 'event' ? 'hello' : `${Event}from_callback`;
    if (Content === TEXT) return slip === 'text' ? undefined : `${TEXT}_callback`;
    const [, code = ''] = Content.split('QUERY_AUTH_CODE:');
    void send(code, FromUserName);
    return slip === 'reply' ? 'wait' : undefined;
  });
  const answer = app.respond;
  app.respond = (push) => {
    const { InfoType, AuthorizationCode: code = '' } = openedBy(platform, push);
    if (InfoType === 'authorized') tokens.set(code, exchange(code));
    return answer(push);
  };
  return stage;
}

const failed = (report: { step: string; passed: boolean }[]): string[] =>
  report.filter(({ passed }) => !passed).map(({ step }) => step);

describe('the launch check', () => {
  it('is passed by a platform that does all that is asked', async () => {
    const { platform, app, sandbox } = await launchStage();
    const report = await platform.launchCheck();
    expect(failed(report)).toEqual([]);
    expect(report.map(({ step }) => step)).toEqual([
      'component_verify_ticket',
      'official account: authorized',
      'official account: text',
      'official account: event',
      'official account: customer message',
      'mini program: authorized',
      'mini program: customer message',
    ]);
    expect(report.at(-1)?.detail).toMatch(/^queryauthcode@@@.*_from_api$/);
    const paths = new Set(app.seen.map(({ path }) => path));
    expect(paths).toContain('/wechat/platform/wx570bc396a51b8ff8');
    expect(paths).toContain('/wechat/platform/wxd101a85aa106f53e');
    expect(app.seen.map((push) => openedBy(platform, push)['ToUserName'])).toContain('gh_3c884a361561');
    // nothing is left of the test accounts, and the check can be run again
    expect(platform.authorizers).toEqual([]);
    expect(() => sandbox.officialAccount({ appId: 'wx570bc396a51b8ff8' })).not.toThrow();
  });

  it('can be run again', async () => {
    const { platform } = await launchStage();
    await platform.launchCheck();
    expect(failed(await platform.launchCheck())).toEqual([]);
  });

  it.each<['text' | 'event' | 'content' | 'reply', string[]]>([
    ['text', ['official account: text']],
    ['event', ['official account: event']],
    ['content', ['official account: customer message', 'mini program: customer message']],
    // a mini program cannot answer with a text at all
    ['reply', ['official account: customer message', 'mini program: customer message']],
  ])('finds a slip in the %s', async (slip, steps) => {
    const { platform } = await launchStage(slip);
    expect(failed(await platform.launchCheck())).toEqual(steps);
  });

  it('fails at once where nobody listens', async () => {
    const { platform, app } = await setPlatformStage();
    app.respond = () => ({ status: 404 });
    const report = await platform.launchCheck();
    expect(failed(report)).toEqual([
      'component_verify_ticket',
      'official account: authorized',
      'mini program: authorized',
    ]);
    expect(report[0]?.detail).toContain('HTTP 404');
  });
});
