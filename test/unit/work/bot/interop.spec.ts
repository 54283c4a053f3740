import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MessageSeal } from '../../../../lib/callback/index.js';
import { MessageKeys } from '../../../../lib/crypto/index.js';
import { WeChatDecryptError, WeChatSignatureError } from '../../../../lib/common/index.js';
import { openSealed, readEnvelope, sealAnswer } from '../../../../lib/work/bot/bot.envelope.js';
import { failureOf } from '../../failure.js';

const encodingAESKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const token = 'QDG6eK';
const keys = new MessageKeys({ token, encodingAESKey, receiveId: '' });
const seal = new MessageSeal(keys);
const now = (): string => String(Math.floor(Date.now() / 1000));

function queryFor(sealed: string, timestamp = now(), nonce = '1597212914') {
  return { msg_signature: getSignature(token, timestamp, nonce, sealed), timestamp, nonce };
}

describe('the envelope of bots, with WeCom’s own library on the other side', () => {
  it('opens what it seals', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const sealed = encrypt(encodingAESKey, text, '');
        const body = Buffer.from(JSON.stringify({ encrypt: sealed }));
        expect(openSealed(seal, queryFor(sealed), readEnvelope(body)).plaintext).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it('answers with what it opens, under its signature and the nonce of the question', () => {
    fc.assert(
      fc.property(fc.json(), fc.stringMatching(/^\d{1,12}$/), (text, nonce) => {
        const answer = sealAnswer(seal, { keys, nonce }, { said: text });
        const body = JSON.parse(answer.body) as Record<string, string | number>;
        const signature = getSignature(token, body['timestamp'] ?? '', nonce, String(body['encrypt']));
        expect(body).toMatchObject({ nonce, msgsignature: signature, timestamp: expect.any(Number) });
        const { message, id } = decrypt(encodingAESKey, String(body['encrypt']));
        expect(JSON.parse(message)).toEqual({ said: text });
        expect(id).toBe('');
      }),
      { numRuns: 60 },
    );
  });

  it('refuses what it has sealed for an application, and what is old by a second too much', async () => {
    const forAgent = encrypt(encodingAESKey, '{}', 'ww5823bf96d3bd56c7');
    expect(await failureOf(() => openSealed(seal, queryFor(forAgent), forAgent))).toBeInstanceOf(
      WeChatDecryptError,
    );
    const sealed = encrypt(encodingAESKey, '{}', '');
    const old = queryFor(sealed, String(Number(now()) - 302));
    expect(await failureOf(() => openSealed(seal, old, sealed))).toBeInstanceOf(WeChatSignatureError);
  });
});
