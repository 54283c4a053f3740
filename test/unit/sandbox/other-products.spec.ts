import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FieldType, readFacts } from '../../../lib/catalog/index.js';
import { WeChatSandbox } from '../../../lib/sandbox/index.js';
import { sampleOf } from './sample.maker.js';

const VARIANT = /[?#].*/;

describe('The host of WeCom', () => {
  let sandbox: WeChatSandbox;
  const tokens: Record<string, string> = {};
  beforeAll(async () => {
    sandbox = await WeChatSandbox.start();
    const { options } = sandbox.corp({ agents: { agent: { agentId: 1 }, contacts: {} } });
    for (const [name, { secret }] of Object.entries(options.agents)) {
      const query = new URLSearchParams({ corpid: options.corpId, corpsecret: secret });
      const response = await fetch(`${options.baseUrls.api}/cgi-bin/gettoken?${query}`);
      tokens[name] = ((await response.json()) as { access_token: string }).access_token;
    }
  });
  afterAll(() => sandbox.close());

  const call = async (name: string, query: object, body?: string) => {
    const [method, path] = name
      .replace(VARIANT, '')
      .replace(/\{\w+\}/g, 'x1')
      .split(' ') as [string, string];
    const search = new URLSearchParams(query as Record<string, string>);
    const response = await fetch(`${sandbox.url}/work${path}?${search}`, {
      method,
      ...(body && method !== 'GET' ? { body } : {}),
    });
    return { status: response.status, text: await response.text() };
  };
  const isRefused = ({ status, text }: { status: number; text: string }): boolean =>
    status !== 200 ||
    /the sandbox failed|is missing, hint|must be|cannot be read|"errcode":(40014|4[12]001|48002),/.test(text);

  it('takes what its facts require, and nothing less', async () => {
    const wrong: string[] = [];
    let refused = 0;
    const facts = readFacts('work');
    for (const [name, fact] of facts) {
      if (fact.form ?? fact.raw) continue; // uploads are written by hand in the parts that need them
      const bearer = fact.auth ? 't' : tokens[fact.callers?.[0] ?? 'agent'];
      const token = fact.auth === 'none' ? {} : { [fact.authParam ?? fact.auth ?? 'access_token']: bearer };
      const query = { ...(sampleOf(fact.query ?? {}) as object), ...token };
      const fields = fact.body as Record<string, FieldType> | undefined;
      const body = fields && (sampleOf(fields) as Record<string, unknown>);
      const answer = await call(name, query, body && JSON.stringify(body));
      // what is played with state takes no token that was not given out
      if (fact.auth && /"errcode":(40014|40082),/.test(answer.text)) continue;
      if (isRefused(answer)) wrong.push(`${name} refuses ${JSON.stringify(body)}: ${answer.text}`);
      const required = Object.keys(fields ?? {}).find((key) => key !== '*' && !key.endsWith('?'));
      const isOneOfMany =
        [...facts.keys()].filter((other) => other.replace(VARIANT, '') === name.replace(VARIANT, '')).length >
        1;
      if (required === undefined || isOneOfMany || name.startsWith('GET ')) continue;
      const { [required]: _left, ...rest } = body as Record<string, unknown>;
      refused += 1;
      if (!isRefused(await call(name, query, JSON.stringify(rest))))
        wrong.push(`${name} takes a body without ${required}`);
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(50);
  });

  it('wants a token, and knows its own paths alone', async () => {
    const bare = async (path: string, init?: RequestInit) => {
      const response = await fetch(sandbox.url + path, init);
      return response.text();
    };
    expect(await bare('/work/cgi-bin/user/get?userid=a')).toContain('"errcode":41001');
    const post = { method: 'POST', body: '{"suite_secret":"CANARY"}' };
    expect(await bare('/work/cgi-bin/user/create?access_token=CANARY', post)).toContain('"errcode":40014');
    const unready = `/work/cgi-bin/user/create?access_token=${tokens['contacts']}`;
    expect(await bare(unready, post)).toContain('"errcode":40058');
    expect(await bare('/work/cgi-bin/nowhere?access_token=CANARY')).toContain('404');
    expect(JSON.stringify(sandbox.requests)).not.toContain('CANARY');
  });
});
