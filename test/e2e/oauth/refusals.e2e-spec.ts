import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SandboxPerson } from 'nestjs-wechat-sdk/sandbox';
import { ADAPTERS } from '../../src/start-app.js';
import { type LoginStage, SECRET, startLogin } from '../../src/start-login.js';
import { type Visit, Visitor } from '../../src/visitor.js';

interface Scene {
  stage: LoginStage;
  alice: SandboxPerson;
  visitor: Visitor;
  /** A login this visitor began, and what WeChat would send the browser back to. */
  returned: URL;
  state: string;
  code: string;
}
type Case = [what: string, reason: string, status: number, act: (scene: Scene) => Promise<Visit>];

const to = ({ visitor, returned }: Scene, changes: Record<string, string | undefined>): Promise<Visit> => {
  const url = new URL(returned);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return visitor.open(url.href);
};
const flip = (text: string, at: number): string => {
  const index = at < 0 ? text.length + at : at;
  return text.slice(0, index) + (text[index] === '0' ? '1' : '0') + text.slice(index + 1);
};
const seal = (secret: string, appId: string, payload: string): string =>
  `${payload}.${createHmac('sha256', secret).update(`login-session\0${appId} ${payload}`).digest('hex')}`;
/** The cookie that ties a login to its browser. */
const markOf = (state: string): string => `wechat_state_${state.slice(0, 8)}`;
const packed = (login: object): string => Buffer.from(JSON.stringify(login)).toString('base64url');
const LATER = Math.floor(Date.now() / 1000) + 3600;

/** A visitor who is logged in, and the name and value of the cookie that says so. */
async function loggedIn({ stage, alice }: Scene): Promise<{ browser: Visitor; name: string; value: string }> {
  const browser = new Visitor(stage.url);
  const first = await browser.open('/orders');
  await browser.open(await alice.authorize(first.location));
  const [name = '', value = ''] = [...browser.cookies].find(([one]) => one.includes('login')) ?? [];
  expect((await browser.call('/orders')).status).toBe(200);
  return { browser, name, value };
}
/** The same browser with another cookie, asking as a script does. */
const withCookie =
  (change: (value: string, scene: Scene) => string | undefined) =>
  async (scene: Scene): Promise<Visit> => {
    const { browser, name, value } = await loggedIn(scene);
    const changed = change(value, scene);
    if (changed === undefined) browser.cookies.delete(name);
    else browser.cookies.set(name, changed);
    return browser.call('/orders');
  };

const STATES: Case[] = [
  ['a state that was never issued', 'state_invalid', 400, (s) => to(s, { state: 'f'.repeat(64) })],
  ['a state of zeros', 'state_invalid', 400, (s) => to(s, { state: '0'.repeat(64) })],
  ['no state beside a code', 'state_invalid', 400, (s) => to(s, { state: undefined })],
  ['an empty state', 'state_invalid', 400, (s) => to(s, { state: '' })],
  ['a state of another form', 'state_invalid', 400, (s) => to(s, { state: 'STATE' })],
  ['a state in capitals', 'state_invalid', 400, (s) => to(s, { state: s.state.toUpperCase() })],
  ['a state cut by one letter', 'state_invalid', 400, (s) => to(s, { state: s.state.slice(0, -1) })],
  ['a state with one letter more', 'state_invalid', 400, (s) => to(s, { state: `${s.state}0` })],
  ['a state with blanks around it', 'state_invalid', 400, (s) => to(s, { state: ` ${s.state} ` })],
  ['a state with another nonce', 'state_invalid', 400, (s) => to(s, { state: flip(s.state, 0) })],
  ['a state with another end of life', 'state_invalid', 400, (s) => to(s, { state: flip(s.state, 16) })],
  ['a state with another signature', 'state_invalid', 400, (s) => to(s, { state: flip(s.state, -1) })],
  ['a state of 10,000 letters', 'state_invalid', 400, (s) => to(s, { state: 'a'.repeat(10_000) })],
  ['a state with markup', 'state_invalid', 400, (s) => to(s, { state: '<script>alert(1)</script>' })],
  ['a state that holds a NUL', 'state_invalid', 400, (s) => to(s, { state: `${s.state}\0` })],
  [
    'the state of another visitor',
    'state_invalid',
    400,
    async (s) => new Visitor(s.stage.url).open(s.returned.href),
  ],
  [
    'the state of another visitor, who has a mark of their own',
    'state_invalid',
    400,
    async (s) => {
      const other = new Visitor(s.stage.url);
      await other.open('/orders');
      return other.open(s.returned.href);
    },
  ],
  [
    'a login begun by an attacker and finished by the victim',
    'state_invalid',
    400,
    async (s) => {
      const attacker = new Visitor(s.stage.url);
      const mallory = s.stage.account.person();
      const begun = await attacker.open('/orders');
      return s.visitor.open(await mallory.authorize(begun.location));
    },
  ],
  [
    'the state of another client',
    'state_invalid',
    400,
    async (s) => s.visitor.open(`/club?code=${s.code}&state=${s.state}`),
  ],
  [
    'a visitor’s mark that was altered',
    'state_invalid',
    400,
    (s) => {
      s.visitor.cookies.set(markOf(s.state), flip(s.visitor.cookies.get(markOf(s.state)) as string, 3));
      return to(s, {});
    },
  ],
  [
    'a visitor’s mark of another form',
    'state_invalid',
    400,
    (s) => {
      s.visitor.cookies.set(markOf(s.state), 'x');
      return to(s, {});
    },
  ],
  [
    'a visitor’s mark that is missing',
    'state_invalid',
    400,
    (s) => {
      s.visitor.cookies.clear();
      return to(s, {});
    },
  ],
  [
    'a state signed with another secret',
    'state_invalid',
    400,
    (s) => {
      const head = `0123456789abcdef${LATER.toString(16).padStart(8, '0')}`;
      const mark = s.visitor.cookies.get(markOf(s.state)) as string;
      s.visitor.cookies.set(markOf(head), mark);
      const mac = createHmac('sha256', 'x'.repeat(40))
        .update(`login-state\0${head} ${s.stage.account.appId} ${mark}`)
        .digest('hex');
      return to(s, { state: head + mac.slice(0, 40) });
    },
  ],
  [
    'a session’s signature in place of a state’s',
    'state_invalid',
    400,
    (s) => {
      const head = `0123456789abcdef${LATER.toString(16).padStart(8, '0')}`;
      const mark = s.visitor.cookies.get(markOf(s.state)) as string;
      s.visitor.cookies.set(markOf(head), mark);
      const mac = createHmac('sha256', SECRET)
        .update(`login-session\0${head} ${s.stage.account.appId} ${mark}`)
        .digest('hex');
      return to(s, { state: head + mac.slice(0, 40) });
    },
  ],
  [
    'a state that is given twice',
    'state_invalid',
    400,
    (s) => s.visitor.open(`${s.returned.href}&state=${s.state}`),
  ],
  [
    'a replayed return',
    'state_invalid',
    400,
    async (s) => {
      await to(s, {});
      forgetLogin(s.visitor);
      return to(s, {});
    },
  ],
  [
    'a replayed return, its cookie kept',
    'code_refused',
    400,
    async (s) => {
      const kept = new Map(s.visitor.cookies);
      await to(s, {});
      s.visitor.cookies.clear();
      for (const [name, value] of kept) s.visitor.cookies.set(name, value);
      return to(s, {});
    },
  ],
  [
    'a replayed state, its cookie kept, with a new code',
    'state_used',
    400,
    async (s) => {
      const kept = new Map(s.visitor.cookies);
      await to(s, {});
      s.visitor.cookies.clear();
      const again = new URL(await s.alice.authorize((await s.visitor.open('/orders')).location));
      for (const [name, value] of kept) s.visitor.cookies.set(name, value);
      return to(s, { code: again.searchParams.get('code') as string });
    },
  ],
  [
    'a state that is eleven minutes old',
    'state_expired',
    400,
    async (s) => {
      jest.useFakeTimers({ toFake: ['Date'] } as never);
      jest.setSystemTime(Date.now() + 661_000);
      return to(s, {});
    },
  ],
];

/** Forgets the login, and keeps the visitor's mark. */
function forgetLogin({ cookies }: Visitor): void {
  for (const name of cookies.keys()) if (name.includes('login')) cookies.delete(name);
}

const CODES: Case[] = [
  ['a code that is made up', 'code_refused', 400, (s) => to(s, { code: 'made-up' })],
  ['a code with one letter more', 'code_refused', 400, (s) => to(s, { code: `${s.code}0` })],
  ['no code, as after a refusal', 'denied', 403, (s) => to(s, { code: undefined })],
  ['an empty code', 'denied', 403, (s) => to(s, { code: '' })],
  [
    'a code that was used, with a state that was not',
    'code_refused',
    400,
    async (s) => {
      await to(s, {});
      forgetLogin(s.visitor);
      const begun = new URL((await s.visitor.open('/orders')).location);
      return to(s, { state: begun.searchParams.get('state') as string });
    },
  ],
  [
    'a code of another account',
    'code_refused',
    400,
    async (s) => {
      const begun = await s.visitor.open('/club');
      const other = new URL(await s.stage.club.person().authorize(begun.location));
      return to(s, { code: other.searchParams.get('code') as string });
    },
  ],
  [
    'a code that is older than five minutes',
    'code_refused',
    400,
    (s) => {
      s.stage.sandbox.advance(301);
      return to(s, {});
    },
  ],
  [
    'a silent login where consent was asked for',
    'denied',
    403,
    async (s) => {
      const { location } = await s.visitor.open('/profile');
      const weaker = location.replace('scope=snsapi_userinfo', 'scope=snsapi_base');
      return s.visitor.open(await s.alice.authorize(weaker));
    },
  ],
];

const COOKIES: Case[] = [
  ['no cookie', 'login_required', 401, withCookie(() => undefined)],
  ['an empty cookie', 'login_required', 401, withCookie(() => '')],
  ['a cookie of one dot', 'login_required', 401, withCookie(() => '.')],
  ['a cookie cut in half', 'login_required', 401, withCookie((value) => value.slice(0, value.length / 2))],
  ['a cookie cut by one letter', 'login_required', 401, withCookie((value) => value.slice(0, -1))],
  ['a cookie with another signature', 'login_required', 401, withCookie((value) => flip(value, -1))],
  ['a cookie with one altered letter', 'login_required', 401, withCookie((value) => flip(value, 10))],
  ['a cookie without its signature', 'login_required', 401, withCookie((value) => value.split('.')[0])],
  [
    'a cookie with an empty signature',
    'login_required',
    401,
    withCookie((value) => `${value.split('.')[0]}.`),
  ],
  ['a cookie with a third part', 'login_required', 401, withCookie((value) => `${value}.x`)],
  [
    'a signature in capitals',
    'login_required',
    401,
    withCookie((value) => value.replace(/[^.]+$/, (mac) => `${mac.toUpperCase()}A`.slice(1))),
  ],
  [
    'a cookie with another openid under the old signature',
    'login_required',
    401,
    withCookie((value) => {
      const user = { openid: 'oMallory', scope: 'snsapi_base' };
      return `${packed({ user, expiresAt: LATER })}.${value.split('.')[1]}`;
    }),
  ],
  [
    'a cookie signed with another secret',
    'login_required',
    401,
    withCookie((_, s) =>
      seal(
        'x'.repeat(40),
        s.stage.account.appId,
        packed({ user: { openid: 'o', scope: 'snsapi_base' }, expiresAt: LATER }),
      ),
    ),
  ],
  [
    'a cookie of another client, rightly signed for it',
    'login_required',
    401,
    withCookie((_, s) =>
      seal(
        SECRET,
        s.stage.club.appId,
        packed({ user: { openid: 'o', scope: 'snsapi_base' }, expiresAt: LATER }),
      ),
    ),
  ],
  [
    'a cookie rightly signed, whose time is over',
    'login_required',
    401,
    withCookie((_, s) =>
      seal(
        SECRET,
        s.stage.account.appId,
        packed({ user: { openid: 'o', scope: 'snsapi_base' }, expiresAt: 1 }),
      ),
    ),
  ],
  ['a cookie of 4,000 letters', 'login_required', 401, withCookie(() => 'a'.repeat(4000))],
  ['a cookie with a NUL', 'login_required', 401, withCookie((value) => `%00${value}`)],
  ['a cookie with broken percent signs', 'login_required', 401, withCookie((value) => `%E0%A4%A${value}`)],
  [
    'a cookie under the name of another client',
    'login_required',
    401,
    async (scene) => {
      const { browser, value } = await loggedIn(scene);
      browser.cookies.set('wechat_login_club', value);
      return browser.call('/club');
    },
  ],
  [
    'a cookie under the name for secure origins',
    'login_required',
    401,
    async (scene) => {
      const { browser, name, value } = await loggedIn(scene);
      browser.cookies.delete(name);
      browser.cookies.set(`__Host-${name}`, value);
      return browser.call('/orders');
    },
  ],
];

const TARGETS: Case[] = [
  'https://evil.example/',
  'http://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '\n//evil.example',
  'https:evil.example',
  'https:/evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,x',
  'blob:http://127.0.0.1/x',
  'http://127.0.0.1@evil.example/',
  'http://user:pass@{host}/',
  '{origin}.evil.example/',
  '{origin}@evil.example/',
  'https://{host}/',
  'http://',
  'http://[::1',
].map((target) => [
  `the way back ${JSON.stringify(target)}`,
  'target_refused',
  400,
  ({ visitor, stage }) => {
    const { host, origin } = new URL(stage.url);
    const filled = target.replace('{host}', host).replace('{origin}', origin);
    return visitor.open(`/login?return_to=${encodeURIComponent(filled)}`);
  },
]);

const REQUESTS: Case[] = [
  [
    'a host that is no host',
    'request_invalid',
    400,
    ({ stage }) => raw(stage.url, '/orders', 'evil.example/x'),
  ],
  [
    'a host with a name and password',
    'request_invalid',
    400,
    ({ stage }) => raw(stage.url, '/orders', 'a:b@evil.example'),
  ],
  ['a host with a query', 'request_invalid', 400, ({ stage }) => raw(stage.url, '/orders', 'evil.example?x')],
];

/** A request no client library would send. */
function raw(origin: string, path: string, host: string): Promise<Visit> {
  const { port, hostname } = new URL(origin);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`);
    });
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const json = /\{[^]*\}/.exec(body)?.[0] ?? '';
      resolve({
        status: Number(/ (\d{3}) /.exec(head)?.[1]),
        location: '',
        body: json,
        headers: new Headers(),
      });
    });
  });
}

describe.each(ADAPTERS)('web login on %s refuses', (adapter) => {
  let stage: LoginStage;
  let scene: Scene;
  beforeAll(async () => {
    stage = await startLogin(adapter);
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    jest.useRealTimers();
    const visitor = new Visitor(stage.url);
    const alice = stage.account.person();
    const { location } = await visitor.open('/orders');
    const returned = new URL(await alice.authorize(location));
    const read = (name: string): string => returned.searchParams.get(name) as string;
    scene = { stage, alice, visitor, returned, state: read('state'), code: read('code') };
  });

  it.each([...STATES, ...CODES, ...COOKIES, ...TARGETS, ...REQUESTS])(
    '%s: %s',
    async (_, reason, status, act) => {
      const answer = await act(scene);
      jest.useRealTimers();
      expect([answer.status, JSON.parse(answer.body)]).toEqual([
        status,
        { statusCode: status, message: expect.any(String), reason, client: expect.any(String) },
      ]);
      expect(answer.location).toBe('');
    },
  );

  it('more than sixty things', () => {
    expect([...STATES, ...CODES, ...COOKIES, ...TARGETS, ...REQUESTS].length).toBeGreaterThan(60);
  });
});
