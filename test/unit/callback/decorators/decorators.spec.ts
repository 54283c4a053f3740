import 'reflect-metadata';
import { Reflector } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import type { EventBase, InfoBase } from '../../../../lib/catalog/index.js';
import { CallbackMetadataAccessor } from '../../../../lib/callback/callback-metadata.accessor.js';
import { WeChatEvent, WeChatHandlers, WeChatInfo, WeChatMessage } from '../../../../lib/callback/index.js';

@WeChatHandlers('shop', 'mini')
class Handlers {
  @WeChatMessage()
  any(): void {}

  @WeChatMessage('text', { content: 'help' })
  text(): void {}

  @WeChatEvent()
  anyEvent(): void {}

  @WeChatEvent('subscribe')
  @WeChatEvent('SCAN', { key: /^a/ })
  both(): void {}

  none(): void {}
}

class Child extends Handlers {
  @WeChatMessage('image')
  override text(): void {}
}

const accessor = new CallbackMetadataAccessor(new Reflector());
const patternsOf = (name: keyof Handlers, of: typeof Handlers = Handlers) =>
  accessor.getPatterns(of.prototype[name] as (...args: unknown[]) => unknown);

describe('handler decorators', () => {
  it.each<[keyof Handlers, object[]]>([
    ['any', [{ kind: 'message', name: undefined, filter: {} }]],
    ['text', [{ kind: 'message', name: 'text', filter: { content: 'help' } }]],
    ['anyEvent', [{ kind: 'event', name: undefined, filter: {}, isUnknown: false }]],
    [
      'both',
      [
        { kind: 'event', name: 'SCAN', filter: { key: /^a/ }, isUnknown: false },
        { kind: 'event', name: 'subscribe', filter: {}, isUnknown: false },
      ],
    ],
    ['none', []],
  ])('write on %s what the accessor reads', (name, patterns) => {
    expect(patternsOf(name)).toEqual(patterns);
  });

  it.each([
    ['event', 'subscribe', false],
    ['event', 'Subscribe', true],
    ['event', 'scan', true],
    ['event', 'constructor', true],
    ['info', 'authorized', false],
    ['info', 'subscribe', true],
  ] as const)('know whether the catalogue has the %s %s: unknown is %s', (kind, name, isUnknown) => {
    class One {
      take(): void {}
    }
    const decorate = kind === 'event' ? WeChatEvent<EventBase>(name) : WeChatInfo<InfoBase>(name);
    const method = Object.getOwnPropertyDescriptor(One.prototype, 'take') as PropertyDescriptor;
    decorate(One.prototype, 'take', method);
    expect(accessor.getPatterns(One.prototype.take)).toEqual([{ kind, name, filter: {}, isUnknown }]);
  });

  it('add nothing to the method a child overrides', () => {
    expect(patternsOf('text', Child)).toEqual([{ kind: 'message', name: 'image', filter: {} }]);
    expect(patternsOf('text')).toHaveLength(1);
  });

  it('limit a class to clients', () => {
    expect(accessor.getScope(Handlers)).toEqual(['shop', 'mini']);
    expect(accessor.getScope(class {})).toBeUndefined();
  });
});
