import { constants, createPrivateKey, privateDecrypt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SandboxUseError } from '../../../lib/sandbox/index.js';
import { isSigned, openSealed, orderOf, sha256 } from './pay.client.js';
import { setPayStage } from './pay.stage.js';

const PATH = '/v3/merchant-service';
const PNG = Buffer.from('89504e470d0a1a0a00ff', 'hex');
const range = 'begin_date=2020-01-01&end_date=2099-01-01';

/** A stage on which somebody paid and complains. */
async function setComplaintStage(image?: Buffer) {
  const stage = await setPayStage();
  const { client, merchant, app } = stage;
  await client.post('/v3/pay/transactions/native', orderOf(merchant, { notify_url: app.url }));
  await merchant.pay('order-0001');
  const { complaintId } = await merchant.complain('order-0001', {
    detail: '冷了',
    phone: '13800138000',
    image,
  });
  const form = (content: Buffer, meta: object, type = 'image/png') => {
    const body = new FormData();
    body.set('meta', JSON.stringify(meta));
    body.set('file', new Blob([new Uint8Array(content)], { type }), 'a.png');
    return client.fetch('POST', `${PATH}/images/upload`, body);
  };
  return { ...stage, complaintId, form, one: `${PATH}/complaints-v2/${complaintId}` };
}

describe('A complaint', () => {
  it('is told of, listed, and read; only the merchant can read the phone number', async () => {
    const { client, merchant, app, complaintId, one } = await setComplaintStage();
    const { event_type, resource } = JSON.parse(app.last.body) as {
      event_type: string;
      resource: Record<string, string>;
    };
    expect(event_type).toBe('COMPLAINT.CREATE');
    expect(JSON.parse(openSealed(resource, merchant.apiV3Key))).toEqual({
      complaint_id: complaintId,
      action_type: 'CREATE_COMPLAINT',
    });
    const { json } = await client.get(`${PATH}/complaints-v2?${range}`);
    expect(json).toMatchObject({
      total_count: 1,
      limit: 10,
      offset: 0,
      data: [{ complaint_id: complaintId }],
    });
    const read = (await client.get(one)).json;
    expect(read).toMatchObject({
      complaint_detail: '冷了',
      complaint_state: 'PENDING',
      complainted_mchid: merchant.mchId,
      complaint_order_info: [{ out_trade_no: 'order-0001', amount: 100 }],
      complaint_media_list: [],
    });
    const key = { key: createPrivateKey(merchant.privateKey), padding: constants.RSA_PKCS1_OAEP_PADDING };
    expect(privateDecrypt(key, Buffer.from(String(read['payer_phone']), 'base64')).toString()).toBe(
      '13800138000',
    );
    expect((await client.get(`${PATH}/complaints-v2?${range}&offset=1`)).json).toMatchObject({ data: [] });
    const before = 'begin_date=2020-01-01&end_date=2020-01-02';
    expect((await client.get(`${PATH}/complaints-v2?${before}`)).json).toMatchObject({ total_count: 0 });
    expect(await client.get(`${PATH}/complaints-v2/1`)).toMatchObject({ status: 404 });
    await expect(merchant.complain('order-0002')).rejects.toThrow(SandboxUseError);
  });

  it('is replied to with a picture, and completed', async () => {
    const { client, merchant, form, one, complaintId } = await setComplaintStage();
    const uploaded = await form(PNG, { filename: 'a.png', sha256: sha256(PNG) });
    const text = await uploaded.text();
    expect(isSigned({ headers: uploaded.headers, text }, merchant.publicKey)).toBe(true);
    const { media_id } = JSON.parse(text) as { media_id: string };
    const reply = {
      complainted_mchid: merchant.mchId,
      response_content: '抱歉',
      response_images: [media_id],
    };
    expect((await client.post(`${one}/response`, reply)).status).toBe(204);
    expect(await client.post(`${one}/response`, { ...reply, response_images: ['x'] })).toMatchObject({
      status: 400,
    });
    expect(merchant.complaints.get(complaintId)).toMatchObject({
      state: 'PROCESSING',
      replies: [{ content: '抱歉', images: [media_id] }],
    });
    const { json } = await client.get(`${one}/negotiation-historys`);
    expect(json).toMatchObject({
      total_count: 2,
      data: [
        { operator: '商家', operate_type: 'MERCHANT_RESPONSE', operate_details: '抱歉' },
        { operator: '投诉人', operate_type: 'USER_CREATE_COMPLAINT' },
      ],
    });
    const complete = { complainted_mchid: merchant.mchId };
    expect((await client.post(`${one}/complete`, complete)).status).toBe(204);
    expect(merchant.complaints.get(complaintId)?.state).toBe('PROCESSED');
    expect(await client.post(`${one}/complete`, complete)).toMatchObject({ status: 400 });
    expect(await client.post(`${one}/response`, reply)).toMatchObject({ status: 400 });
  });

  it('has a picture, which is downloaded with a signature', async () => {
    const { client, one } = await setComplaintStage(PNG);
    const { json } = await client.get(one);
    const [media] = json['complaint_media_list'] as { media_type: string; media_url: string[] }[];
    const url = new URL(media?.media_url[0] ?? '');
    const response = await client.fetch('GET', url.href, '', {
      signedPath: url.pathname.replace('/pay-v3', ''),
    });
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect((await fetch(url)).status).toBe(401);
  });

  it('goes to the address the application has set', async () => {
    const { client, merchant, app } = await setComplaintStage();
    const path = `${PATH}/complaint-notifications`;
    expect(await client.get(path)).toMatchObject({ status: 404 });
    const url = app.url.replace('/shop', '/complaints');
    expect((await client.post(path, { url })).json).toEqual({ mchid: merchant.mchId, url });
    expect((await client.get(path)).json).toEqual({ mchid: merchant.mchId, url });
    await merchant.complain('order-0001');
    expect(app.last.path).toBe('/wechat/complaints');
    expect((await client.send('DELETE', path)).status).toBe(204);
    expect(await client.get(path)).toMatchObject({ status: 404 });
  });
});

describe('An upload', () => {
  it.each<[string, Record<string, string>]>([
    ['another digest', { filename: 'a.png', sha256: sha256(Buffer.from('other')) }],
    ['another name', { filename: 'b.png', sha256: sha256(PNG) }],
  ])('is refused with %s', async (_, meta) => {
    const { form } = await setComplaintStage();
    const response = await form(PNG, meta);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'PARAM_ERROR' });
  });

  it('is refused when it is no picture, or when something else was signed', async () => {
    const { client, form } = await setComplaintStage();
    const meta = { filename: 'a.png', sha256: sha256(PNG) };
    expect((await form(PNG, meta, 'text/plain')).status).toBe(400);
    const body = new FormData();
    body.set('meta', JSON.stringify(meta));
    body.set('file', new Blob([new Uint8Array(PNG)], { type: 'image/png' }), 'a.png');
    const response = await client.fetch('POST', `${PATH}/images/upload`, body, { signedBody: '' });
    expect(response.status).toBe(401);
  });
});
