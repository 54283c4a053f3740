import 'reflect-metadata';
import { Reflector } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import { CallbackMetadataAccessor } from '../../../../lib/callback/callback-metadata.accessor.js';
import { WeChatEvent, WeChatHandlers, WeChatMessage } from '../../../../lib/callback/index.js';

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
    ['anyEvent', [{ kind: 'event', name: undefined, filter: {} }]],
    [
      'both',
      [
        { kind: 'event', name: 'SCAN', filter: { key: /^a/ } },
        { kind: 'event', name: 'subscribe', filter: {} },
      ],
    ],
    ['none', []],
  ])('write on %s what the accessor reads', (name, patterns) => {
    expect(patternsOf(name)).toEqual(patterns);
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
