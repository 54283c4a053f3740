import { describe, expect, it } from '@jest/globals';
import { SampleProcess } from './sample.process.js';

const PATIENCE = 90_000;
const LOG = /^(?:log|warn)\b/;

/** What is printed, without the log and blanks that only align. */
const told = (output: string): string[] =>
  output
    .split('\n')
    .map((line) => line.trim().replaceAll(/ {2,}/g, ' '))
    .filter((line) => line !== '' && !LOG.test(line));

describe('sample/03-hub', () => {
  it(
    'shows by itself that only the hub fetches tokens, and where it sends visitors',
    async () => {
      const { code, output } = await SampleProcess.run(['03-hub', '--once']);
      expect({ code, output }).toMatchObject({ code: 0 });
      const port = '\\d+';
      expect(told(output)).toEqual([
        '1. Two processes without the app secret call the API 中控服务器 access_token',
        expect.stringMatching(/^staging calls the API: WeChat is at \d/),
        expect.stringMatching(/^dev calls the API: WeChat is at \d/),
        'WeChat handed out 1 access token, to the hub',
        '2. Both sign pages of their own jsapi_ticket',
        expect.stringMatching(
          new RegExp(`^staging signs http://127.0.0.1:${port}/menu, and WeChat takes it$`),
        ),
        expect.stringMatching(new RegExp(`^dev signs http://127.0.0.1:${port}/menu, and WeChat takes it$`)),
        'WeChat handed out 1 ticket, to the hub',
        '3. WeChat kills the token, both call at once 40001',
        expect.stringMatching(/^staging calls the API/),
        expect.stringMatching(/^dev calls the API/),
        'WeChat handed out 1 more access token, to the hub',
        '4. People log in to either environment; WeChat knows the hub alone 网页授权回调域名',
        'WeChat sends Alice to /hub/shop/staging/cb/welcome of the hub',
        expect.stringMatching(/^hub sends her on to http/),
        'staging shows "staging: welcome back 欢迎回来, with a code"',
        'WeChat sends Alice to /hub/shop/dev/cb/welcome of the hub',
        expect.stringMatching(/^hub sends her on to http/),
        'dev shows "dev: welcome back 欢迎回来, with a code"',
        'hub sends nobody to an environment it does not know: 404',
      ]);
      const [, staging, , dev] = output.match(/sends her on to \S+|\S+: welcome/g) ?? [];
      expect(staging).not.toBe(dev);
    },
    PATIENCE,
  );

  it.each<NodeJS.Signals>(['SIGINT', 'SIGTERM', 'SIGKILL'])(
    'ends all of its processes at %s',
    async (signal) => {
      const sample = new SampleProcess(['03-hub'], { HUB_PASSWORD: 'a-password-of-ours' });
      const staging = await sample.prints(/Open staging\s+(http\S+)\n/);
      const dev = await sample.prints(/Open dev\s+(http\S+)\n/);
      await sample.prints(/Ctrl\+C/);
      expect((await fetch(staging, { redirect: 'manual' })).status).toBe(302);

      const { code, output } = await sample.end(signal);
      expect(code).toBe(signal === 'SIGKILL' ? null : 0);
      expect(output).toMatch(/curl -u environments:a-password-of-ours http\S+\/access_token\n/);
      for (const url of [staging, dev]) await expect(fetch(url)).rejects.toThrow('fetch failed');
    },
    PATIENCE,
  );

  it(
    'takes a login for its own only from the browser it began in',
    async () => {
      const sample = new SampleProcess(['03-hub']);
      const staging = await sample.prints(/Open staging\s+(http\S+)\n/);
      const begun = await fetch(staging, { redirect: 'manual' });
      const { searchParams } = new URL(begun.headers.get('location') ?? '');
      const returned = `${staging}?code=c&state=${searchParams.get('state')}`;
      expect((await fetch(returned)).status).toBe(403);
      const [cookie = ''] = begun.headers.getSetCookie();
      expect(cookie).toMatch(/; HttpOnly; SameSite=Lax/);
      const headers = { cookie: cookie.split(';')[0] as string };
      expect((await fetch(`${staging}?code=c&state=other`, { headers })).status).toBe(403);
      expect((await fetch(returned, { headers })).status).toBe(200);
      await sample.end('SIGINT');
    },
    PATIENCE,
  );
});

describe('npm start', () => {
  it(
    'runs the web login sample to its end',
    async () => {
      const { code, output } = await SampleProcess.run(['02-web-login', '--once']);
      expect({ code, output }).toMatchObject({ code: 0 });
      expect(told(output)).toEqual(
        expect.arrayContaining([
          'Alice opens /me and is sent to /connect/oauth2/authorize',
          expect.stringMatching(/^shop shows openid o\S{20,}$/),
          'shop shows its own page, with status 403',
          'shop shows "Alice 小雅" and her picture',
          'Bob opens /desk and is sent to /connect/qrconnect',
          'site shows "Bob 小波"',
          expect.stringMatching(/^WeChat takes the signature of http/),
          'shop signs no page of somebody else: 403',
          'shop knows her no longer, and sends her to WeChat',
        ]),
      );
    },
    PATIENCE,
  );

  it(
    'runs the quick start when no sample is named',
    async () => {
      const { code, output } = await SampleProcess.run(['--once']);
      expect(code).toBe(0);
      expect(output).toContain('1. The console checks the address');
    },
    PATIENCE,
  );

  it.each(['04-nothing', '..', 'shared', ''])('lists the samples when it is asked for %j', async (name) => {
    const { code, output } = await SampleProcess.run([name]);
    expect(code).toBe(1);
    expect(output).toContain(`There is no sample "${name}"`);
    expect(output.match(/\d\d-[\w-]+/g)).toEqual(
      expect.arrayContaining(['01-quick-start', '02-web-login', '03-hub']),
    );
  });

  it.each([
    ['LOGIN_SECRET', { WECHAT_APP_ID: 'wx0123456789abcdef', WECHAT_APP_SECRET: 'a'.repeat(32) }],
    ['ORIGIN', { WECHAT_APP_ID: 'wx0123456789abcdef', LOGIN_SECRET: 'a'.repeat(32) }],
    ['PORT is not a port', { PORT: 'seventy' }],
  ])('says what the web login sample lacks: %s', async (said, env) => {
    const { code, output } = await SampleProcess.run(['02-web-login'], env);
    expect(code).toBe(1);
    expect(output.trim()).toMatch(new RegExp(`^${said}`));
    expect(output.trim().split('\n')).toHaveLength(1);
  });
});
