import { createHash } from 'node:crypto';
import type { TicketIssuer } from '../account/ticket.issuer.js';
import { isSameSignature, sha1Signature } from '../../crypto/index.js';
import type { SandboxSignedPage } from '../interfaces/sandbox-signed-page.interface.js';

/** Whether a page is signed with a living ticket. JS-SDK 使用权限签名算法 */
export function checkPageSignature(tickets: TicketIssuer, signed: SandboxSignedPage): boolean {
  const url = signed.url.replace(/#.*/s, '');
  return tickets.living('jsapi').some((ticket) => {
    const text = `jsapi_ticket=${ticket}&noncestr=${signed.nonceStr}&timestamp=${signed.timestamp}&url=${url}`;
    return isSameSignature(createHash('sha1').update(text).digest('hex'), signed.signature);
  });
}

const textAt = (fields: Readonly<Record<string, unknown>>, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** Whether a card is signed with a living ticket. @param cardExt JSON, as `wx.addCard` takes it. 卡券签名 */
export function checkCardSignature(tickets: TicketIssuer, cardId: string, cardExt: string): boolean {
  const fields = objectIn(cardExt);
  if (!fields) return false;
  const signed = ['timestamp', 'nonce_str', 'code', 'openid'].map((name) => textAt(fields, name));
  return tickets
    .living('wx_card')
    .some((ticket) => isSameSignature(sha1Signature(ticket, cardId, ...signed), textAt(fields, 'signature')));
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
