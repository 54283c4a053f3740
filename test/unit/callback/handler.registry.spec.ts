import { describe, expect, it } from '@jest/globals';
import { WeChatConfigError } from '../../../lib/common/index.js';
import { handlerOf, registryOf } from './handler.maker.js';

const handlers = {
  wildcard: handlerOf({ label: 'wildcard' }),
  event: handlerOf({ label: 'event', kind: 'event' }),
  text: handlerOf({ label: 'text', name: 'text' }),
  help: handlerOf({ label: 'help', name: 'text', filter: { content: 'help' } }),
  echo: handlerOf({ label: 'echo', name: 'text', filter: { content: /^echo/ } }),
  anyHelp: handlerOf({ label: 'anyHelp', filter: { content: 'help' } }),
  click: handlerOf({ label: 'click', kind: 'event', name: 'CLICK' }),
  menu: handlerOf({ label: 'menu', kind: 'event', name: 'CLICK', filter: { key: 'MENU' } }),
  miniText: handlerOf({ label: 'miniText', name: 'text', scope: ['mini'] }),
  mini: handlerOf({ label: 'mini', scope: ['mini'] }),
};

describe('HandlerRegistry.find', () => {
  const registry = registryOf(...Object.values(handlers));

  it.each([
    ['shop', 'message', 'text', { Content: 'help' }, 'help'],
    ['shop', 'message', 'text', { Content: 'echo: help' }, 'echo'],
    ['shop', 'message', 'text', { Content: 'other' }, 'text'],
    ['shop', 'message', 'text', {}, 'text'],
    ['shop', 'message', 'image', {}, 'wildcard'],
    ['shop', 'message', 'image', { Content: 'help' }, 'anyHelp'],
    ['shop', 'message', 'a_new_type', {}, 'wildcard'],
    ['shop', 'event', 'CLICK', { EventKey: 'MENU' }, 'menu'],
    ['shop', 'event', 'CLICK', { EventKey: 'OTHER' }, 'click'],
    ['shop', 'event', 'click', { EventKey: 'MENU' }, 'event'],
    ['shop', 'event', 'subscribe', {}, 'event'],
    ['mini', 'message', 'text', { Content: 'help' }, 'miniText'],
    ['mini', 'message', 'image', {}, 'mini'],
    ['mini', 'event', 'subscribe', {}, 'event'],
  ])('gives %s the %s %s %j to the most specific: %s', (client, kind, name, message, label) => {
    expect(registry.find([client], kind, name, message)?.label).toBe(label);
  });

  it('does not depend on the order of declaration', () => {
    const reversed = registryOf(...Object.values(handlers).toReversed());
    expect(reversed.find(['shop'], 'message', 'text', { Content: 'help' })?.label).toBe('help');
    expect(reversed.find(['mini'], 'message', 'text', { Content: 'help' })?.label).toBe('miniText');
  });

  it('finds none where none fits', () => {
    expect(registryOf().find(['shop'], 'message', 'text', {})).toBeUndefined();
    expect(registryOf(handlers.text).find(['shop'], 'message', 'image', {})).toBeUndefined();
    expect(registryOf(handlers.help).find(['shop'], 'message', 'text', { Content: 'x' })).toBeUndefined();
    expect(registryOf(handlers.mini).find(['shop'], 'message', 'text', {})).toBeUndefined();
    expect(registryOf(handlers.text).find(['shop'], 'pay', 'text', {})).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', ''])('meets the odd name %j with the wildcard', (name) => {
    expect(registry.find(['shop'], 'message', name, {})?.label).toBe('wildcard');
  });
});

describe('HandlerRegistry.find by scope', () => {
  const ofAll = handlerOf({ label: 'ofAll', name: 'text', filter: { content: 'help' } });
  const ofPlatform = handlerOf({ label: 'ofPlatform', scope: ['platform'] });
  const ofAccount = handlerOf({ label: 'ofAccount', name: 'text', scope: ['mall'] });
  const ofEither = handlerOf({ label: 'ofEither', name: 'image', scope: ['mall', 'platform'] });
  const ofOther = handlerOf({ label: 'ofOther', name: 'text', scope: ['other'] });
  const registry = registryOf(ofAll, ofPlatform, ofOther, ofAccount, ofEither);

  it.each([
    ['the account before its platform and everybody', ['mall', 'platform'], 'text', 'ofAccount'],
    ['its platform before everybody, however unspecific', ['wx1', 'platform'], 'text', 'ofPlatform'],
    ['everybody where neither has one', ['wx1'], 'text', 'ofAll'],
    ['the exact one of two of its own', ['mall', 'platform'], 'image', 'ofEither'],
    ['the platform where the account has none of that type', ['mall', 'platform'], 'voice', 'ofPlatform'],
    ['the platform itself as any client', ['platform'], 'voice', 'ofPlatform'],
  ])('asks %s', (_what, names, type, label) => {
    expect(registry.find(names, 'message', type, { Content: 'help' })?.label).toBe(label);
  });

  it('passes over a handler of the account whose filter does not fit', () => {
    const picky = handlerOf({ label: 'picky', name: 'text', scope: ['mall'], filter: { content: 'x' } });
    const found = (Content: string) =>
      registryOf(picky, ofPlatform).find(['mall', 'platform'], 'message', 'text', { Content })?.label;
    expect(found('x')).toBe('picky');
    expect(found('y')).toBe('ofPlatform');
  });

  it('serves every client of a scope, and no other', () => {
    const both = registryOf(handlerOf({ label: 'both', scope: ['shop', 'mini'] }));
    const found = (...names: string[]) => both.find(names, 'message', 'text', {})?.label;
    expect([found('shop'), found('mini'), found('other'), found()]).toEqual([
      'both',
      'both',
      undefined,
      undefined,
    ]);
    expect(registryOf(handlerOf()).find(['other'], 'message', 'text', {})).toBeDefined();
  });
});

describe('HandlerRegistry.fill', () => {
  it('refuses two handlers that are equally right, and names both, what they take and the cure', () => {
    const left = handlerOf({ label: 'Shop#one', name: 'text', filter: { content: /^a/ } });
    const right = handlerOf({ label: 'Help#two', name: 'text', filter: { content: /^a/ } });
    expect(() => registryOf(left, handlers.event, right)).toThrow(WeChatConfigError);
    expect(() => registryOf(left, handlers.event, right)).toThrow(/Shop#one/);
    expect(() => registryOf(left, handlers.event, right)).toThrow(/Help#two/);
    expect(() => registryOf(left, right)).toThrow(
      /the message "text" with Content \/\^a\/.*filter or a client scope/,
    );
  });

  it('takes handlers of different ranks for one message', () => {
    expect(registryOf(...Object.values(handlers)).all).toHaveLength(Object.keys(handlers).length);
  });

  it('keeps the most specific first', () => {
    const ranks = registryOf(...Object.values(handlers)).all.map(({ rank }) => rank);
    expect(ranks).toEqual(ranks.toSorted((left, right) => right - left));
  });
});
