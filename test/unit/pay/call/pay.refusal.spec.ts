import { describe, expect, it } from '@jest/globals';
import { WeChatPayError } from '../../../../lib/common/index.js';
import { refusalOf } from '../../../../lib/pay/call/pay.refusal.js';

const CALL = { client: 'shop', route: 'GET /v3/x', secrets: [] };

const refuse = (fields: object) =>
  refusalOf(CALL, { status: 400, headers: {} }, Buffer.from(JSON.stringify(fields)));

describe('refusalOf', () => {
  it('hands out code and message as they came', () => {
    const error = refuse({ code: 'A'.repeat(64), message: 'm'.repeat(512) });
    expect(error).toBeInstanceOf(WeChatPayError);
    expect(error).toMatchObject({ errcode: 'A'.repeat(64), errmsg: 'm'.repeat(512) });
  });

  it('cuts what is too long to be a code or a message', () => {
    const error = refuse({ code: 'A'.repeat(1e6), message: 'm'.repeat(1e6) });
    expect(error).toMatchObject({ errcode: `${'A'.repeat(63)}…`, errmsg: `${'m'.repeat(511)}…` });
    expect(error.message.length).toBeLessThan(700);
  });
});
