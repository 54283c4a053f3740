import { constants, privateDecrypt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EndpointFact, type FieldType, readFacts } from '../../../lib/catalog/index.js';
import { readJson, readXml, writeXml, type XmlTree } from '../../../lib/common/index.js';
import { type SandboxMerchant, WeChatSandbox } from '../../../lib/sandbox/index.js';
import { PayClient } from './pay.client.js';
import { PayV2Client, signV2 } from './pay-v2.client.js';
import { sampleOf } from './sample.maker.js';

const VARIANT = /[?#].*/;
/** What the check against the catalogue says; what pages say has no hint. */
const HINT = 'hint: [';
/** Paths whose key is another one. */
const SIMULATED = /^\/(xdc\/apiv2sandbox|sandboxnew)\/(?!.*getsignkey)/;

describe('The merchant platform', () => {
  let sandbox: WeChatSandbox;
  let merchant: SandboxMerchant;
  let client: PayClient;
  let signKey: string;
  beforeAll(async () => {
    sandbox = await WeChatSandbox.start();
    merchant = sandbox.merchant();
    client = new PayClient(sandbox, merchant);
    const answer = await new PayV2Client(sandbox, merchant).post('/xdc/apiv2getsignkey/sign/getsignkey');
    signKey = String(answer['sandbox_signkey']);
  });
  afterAll(() => sandbox.close());

  type Call = (name: string, query: object, body: Record<string, unknown> | undefined) => Promise<string>;

  const callV3: Call = async (name, query, body) => {
    const [method, path] = name.split(' ') as [string, string];
    const search = new URLSearchParams(query as Record<string, string>).toString();
    const text = body && method !== 'GET' ? JSON.stringify(body) : '';
    return (await client.send(method, search ? `${path}?${search}` : path, text)).text;
  };

  const callV2: Call = async (name, query, body) => {
    const [method, path] = name.split(' ') as [string, string];
    const isGet = method === 'GET';
    const fields = readJson(JSON.stringify((isGet ? query : body) ?? {}));
    const known = { ...fields, mch_id: merchant.mchId };
    const texts = Object.fromEntries(Object.entries(known).filter(([, value]) => typeof value === 'string'));
    const key = SIMULATED.test(path) ? signKey : merchant.apiKey;
    const signed = { ...known, sign: signV2(texts, key) };
    const search = new URLSearchParams((isGet ? signed : query) as Record<string, string>);
    const response = await fetch(`${sandbox.url}/pay-v2${path}?${search}`, {
      method,
      ...(isGet ? {} : { body: writeXml(signed as XmlTree) }),
    });
    return response.text();
  };

  const fieldsOf = ({ body, xml }: EndpointFact) => (body ?? xml) as Record<string, FieldType> | undefined;

  it.each([
    ['pay-v3', callV3],
    ['pay-v2', callV2],
  ] as const)('takes what the facts of %s require, and nothing less', async (product, call) => {
    const wrong: string[] = [];
    let refused = 0;
    const facts = readFacts(product);
    for (const [given, fact] of facts) {
      if (fact.form ?? fact.raw) continue; // uploads have a spec of their own
      if (given.includes('{download_url}')) continue; // the whole address comes from an earlier answer
      const name = given.replace(VARIANT, '').replace(/\{\w+\}/g, 'x1');
      const query = sampleOf(fact.query ?? {}) as object;
      const fields = fieldsOf(fact);
      const body = fields && (sampleOf(fields) as Record<string, unknown>);
      const text = await call(name, query, body);
      if (text.includes(HINT) || text.includes('签名')) wrong.push(`${given}: ${text}`);
      const required = Object.keys(fields ?? {}).find(
        (key) => !/^(\*|mch_id|sign|sign_type)$/.test(key) && !key.includes('$n') && !key.endsWith('?'),
      );
      const isOneOfMany =
        [...facts.keys()].filter((other) => other.replace(VARIANT, '') === given.replace(VARIANT, ''))
          .length > 1;
      if (required === undefined || isOneOfMany || name.startsWith('GET ')) continue;
      const { [required]: _left, ...rest } = body as Record<string, unknown>;
      refused += 1;
      if (!(await call(name, query, rest)).includes(HINT))
        wrong.push(`${given} takes a body without ${required}`);
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(50);
  });

  it('answers what it keeps no state for in the shape of the facts, signed', async () => {
    const path = '/v3/marketing/favor/stocks/1?stock_creator_mchid=1';
    const answered = await client.get(path);
    expect(answered.status).toBe(200);
    expect(answered.json).toMatchObject({ stock_id: 'stock_id', stock_creator_mchid: 'stock_creator_mchid' });
    expect(answered.json).not.toHaveProperty('errcode');
    expect(answered.headers.get('Wechatpay-Signature')).not.toBeNull();
  });

  it('seals in such an answer what only the merchant may read', async () => {
    const { json } = await client.get(
      '/v3/merchant-service/complaints?begin_date=2026-01-01&end_date=2026-01-02',
    );
    const [{ payer_phone }] = json['data'] as [Record<string, string>];
    const key = { key: merchant.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING };
    expect(privateDecrypt(key, Buffer.from(payer_phone ?? '', 'base64')).toString()).toBe('payer_phone');
  });

  it('knows its own paths alone', async () => {
    expect(await client.get('/v3/nowhere')).toMatchObject({ status: 404 });
    const answer = await fetch(`${sandbox.url}/pay-v2/pay/nowhere`, {
      method: 'POST',
      body: '<xml><a>1</a></xml>',
    });
    expect(readXml(await answer.text())).toMatchObject({ return_code: 'FAIL' });
  });
});
