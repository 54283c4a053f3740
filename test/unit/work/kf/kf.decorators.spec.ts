import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { HANDLER_METADATA } from '../../../../lib/callback/callback.constants.js';
import { WeChatKfEvent, WeChatKfMessage, type WorkKfEventBase } from '../../../../lib/work/index.js';

interface NewEvent extends WorkKfEventBase {
  event: { event_type: 'brand_new'; reason: string };
}

class Handlers {
  @WeChatKfMessage('text', { content: /refund/, menu_id: '1', open_kfid: 'wk1' })
  text(): void {}
  @WeChatKfMessage(undefined, { from: 'servicer' })
  servicer(): void {}
  @WeChatKfMessage<never>('toString' as never)
  odd(): void {}
  @WeChatKfEvent('enter_session', { scene: 'poster' })
  entered(): void {}
  @WeChatKfEvent<NewEvent>('brand_new', { reason: /./ })
  news(): void {}
}

const patternsOf = (name: keyof Handlers): unknown =>
  Reflect.getOwnMetadata(HANDLER_METADATA, Handlers.prototype[name]);

describe('Decorators of customer service', () => {
  it('name the fields of a message where they stand', () => {
    expect(patternsOf('text')).toEqual([
      {
        kind: 'kf-message',
        name: 'text',
        isUnknown: false,
        filter: { open_kfid: 'wk1', 'text.content': /refund/, 'text.menu_id': '1' },
      },
    ]);
  });

  it('tell members from customers', () => {
    expect(patternsOf('servicer')).toMatchObject([{ kind: 'kf-servicer-message', isUnknown: false }]);
  });

  it('name the fields of an event where they stand', () => {
    expect(patternsOf('entered')).toMatchObject([
      { kind: 'kf-event', name: 'enter_session', isUnknown: false, filter: { 'event.scene': 'poster' } },
    ]);
  });

  it('mark names the catalogue does not know', () => {
    expect(patternsOf('odd')).toMatchObject([{ isUnknown: true }]);
    expect(patternsOf('news')).toMatchObject([{ isUnknown: true, filter: { 'event.reason': /./ } }]);
  });
});
