import { describe, expect, it } from '@jest/globals';
import { botReply } from '../../../../lib/work/bot/index.js';
import { toMessageBody } from '../../../../lib/work/bot/bot.message-body.js';

const CARD = { card_type: 'text_notice' as const };

describe('botReply', () => {
  it.each<[string, () => unknown]>([
    ['a text that is too long', () => botReply.text('企'.repeat(6827))],
    ['a feedback id that is too long', () => botReply.text('a', { feedbackId: 'x'.repeat(257) })],
    ['more than ten pictures', () => botReply.text('a', { pictures: Array(11).fill(Buffer.alloc(1)) })],
    [
      'a picture that is too large',
      () => botReply.stream(['a'], { pictures: [Buffer.alloc(10 * 1024 * 1024 + 1)] }),
    ],
  ])('refuses %s', (_what, make) => {
    expect(make).toThrow(RangeError);
  });

  it('takes what is just as large as WeCom takes', () => {
    expect(() =>
      botReply.text('x'.repeat(20_480), {
        feedbackId: 'x'.repeat(256),
        pictures: Array(10).fill(Buffer.alloc(1)),
      }),
    ).not.toThrow();
  });

  it('makes messages of their own of texts, cards and files', () => {
    expect(toMessageBody(botReply.text('hi', { feedbackId: 'f' }))).toEqual({
      msgtype: 'markdown',
      markdown: { content: 'hi', feedback: { id: 'f' } },
    });
    expect(toMessageBody(botReply.card(CARD))).toEqual({ msgtype: 'template_card', template_card: CARD });
    expect(toMessageBody(botReply.media('video', 'm1', { title: 'A film' }))).toEqual({
      msgtype: 'video',
      video: { media_id: 'm1', title: 'A film' },
    });
  });

  it.each([
    ['streams', botReply.stream((async function* () {})())],
    ['cards in place of others', botReply.updateCard(CARD)],
    ['cards below a text', botReply.text('a', { card: CARD })],
    ['pictures below a text', botReply.text('a', { pictures: [Buffer.alloc(1)] })],
  ])('makes none of %s', (_what, reply) => {
    expect(() => toMessageBody(reply)).toThrow(TypeError);
    expect(() => toMessageBody(botReply.media('file', 'm1'), false)).toThrow(TypeError);
  });
});
