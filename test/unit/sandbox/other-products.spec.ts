import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CatalogProduct, type FieldType, readFacts } from '../../../lib/catalog/index.js';
import { readJson, readXml, writeXml, type XmlTree } from '../../../lib/common/index.js';
import { WeChatSandbox } from '../../../lib/sandbox/index.js';
import { sampleOf } from './sample.maker.js';

const SIGNED = { authorization: 'WECHATPAY2-SHA256-RSA2048 mchid="1"' };
const VARIANT = /[?#].*/;

describe('The hosts of WeCom and WeChat Pay', () => {
  let sandbox: WeChatSandbox;
  beforeAll(async () => void (sandbox = await WeChatSandbox.start()));
  afterAll(() => sandbox.close());

  const call = async (product: CatalogProduct, name: string, query: object, body?: string) => {
    const [method, path] = name
      .replace(VARIANT, '')
      .replace(/\{\w+\}/g, 'x1')
      .split(' ') as [string, string];
    const search = new URLSearchParams(query as Record<string, string>);
    const response = await fetch(`${sandbox.url}/${product}${path}?${search}`, {
      method,
      headers: SIGNED,
      ...(body && method !== 'GET' ? { body } : {}),
    });
    return { status: response.status, text: await response.text() };
  };
  const isRefused = ({ status, text }: { status: number; text: string }): boolean =>
    status !== 200 || /"errcode":4\d{4}/.test(text) || text.includes('<![CDATA[FAIL]]>');

  it.each(['work', 'pay-v3', 'pay-v2'] as const)(
    'take what the facts of %s require, and nothing less',
    async (product) => {
      const wrong: string[] = [];
      let refused = 0;
      const facts = readFacts(product);
      for (const [name, fact] of facts) {
        if (fact.form ?? fact.raw) continue; // uploads are written by hand in the parts that need them
        if (name.includes('{download_url}')) continue; // the whole address comes from an earlier answer
        const token =
          product === 'work' && fact.auth !== 'none'
            ? { [fact.authParam ?? fact.auth ?? 'access_token']: 't' }
            : {};
        const query = { ...(sampleOf(fact.query ?? {}) as object), ...token };
        const fields = (fact.body ?? fact.xml) as Record<string, FieldType> | undefined;
        const body = fields && (sampleOf(fields) as Record<string, unknown>);
        const write = (tree: object) =>
          fact.xml ? writeXml(readJson(JSON.stringify(tree)) as XmlTree) : JSON.stringify(tree);
        if (isRefused(await call(product, name, query, body && write(body))))
          wrong.push(`${name} refuses ${JSON.stringify(body)}`);
        const required = Object.keys(fields ?? {}).find(
          (key) => key !== '*' && !key.includes('$n') && !key.endsWith('?'),
        );
        const isOneOfMany =
          [...facts.keys()].filter((other) => other.replace(VARIANT, '') === name.replace(VARIANT, ''))
            .length > 1;
        if (required === undefined || isOneOfMany || name.startsWith('GET ')) continue;
        const { [required]: _left, ...rest } = body as Record<string, unknown>;
        refused += 1;
        if (!isRefused(await call(product, name, query, write(rest))))
          wrong.push(`${name} takes a body without ${required}`);
      }
      expect(wrong).toEqual([]);
      expect(refused).toBeGreaterThan(50);
    },
  );

  it('want a token or a signature, and know their own paths alone', async () => {
    const bare = async (path: string, init?: RequestInit) => {
      const response = await fetch(sandbox.url + path, init);
      return { status: response.status, text: await response.text() };
    };
    expect((await bare('/work/cgi-bin/user/get?userid=a')).text).toContain('"errcode":41001');
    const post = { method: 'POST', body: '{"suite_secret":"CANARY"}' };
    expect((await bare('/work/cgi-bin/user/create?access_token=CANARY', post)).text).toContain(
      '"errcode":40035',
    );
    expect((await bare('/work/cgi-bin/nowhere?access_token=CANARY')).text).toContain('"errcode":40066');
    expect(JSON.stringify(sandbox.requests)).not.toContain('CANARY');
    expect(await bare('/pay-v3/v3/certificates')).toMatchObject({ status: 401 });
    expect(await bare('/pay-v3/v3/nowhere', { headers: SIGNED })).toMatchObject({ status: 404 });
    const answer = await bare('/pay-v2/pay/orderquery', { method: 'POST', body: '<xml></xml>' });
    expect(readXml(answer.text)).toMatchObject({ return_code: 'FAIL' });
  });
});
