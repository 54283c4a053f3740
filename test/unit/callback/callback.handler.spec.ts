import { describe, expect, it } from '@jest/globals';
import type { HandlerPattern } from '../../../lib/callback/handler-pattern.interface.js';
import { handlerOf } from './handler.maker.js';

describe('CallbackHandler.takes', () => {
  it.each<[string, HandlerPattern['filter'], Record<string, unknown>, boolean]>([
    ['no filter', {}, {}, true],
    ['an exact content', { content: 'help' }, { Content: 'help' }, true],
    ['only part of an exact content', { content: 'help' }, { Content: 'help me' }, false],
    ['a content in another case', { content: 'help' }, { Content: 'Help' }, false],
    ['a matching content', { content: /^help/ }, { Content: 'help me' }, true],
    ['a content that does not match', { content: /^help/ }, { Content: 'no help' }, false],
    ['an exact key', { key: 'MENU_1' }, { EventKey: 'MENU_1' }, true],
    ['a matching key', { key: /^qrscene_/ }, { EventKey: 'qrscene_1' }, true],
    ['a field by its own name', { Ticket: 't' }, { Ticket: 't' }, true],
    [
      'two conditions, both met',
      { content: /a/, FromUserName: 'o1' },
      { Content: 'a', FromUserName: 'o1' },
      true,
    ],
    [
      'two conditions, one not met',
      { content: /a/, FromUserName: 'o1' },
      { Content: 'a', FromUserName: 'o2' },
      false,
    ],
    ['an absent field', { content: /.*/ }, {}, false],
    ['a field that is a group', { content: /.*/ }, { Content: { a: '1' } }, false],
    ['a field that is a list', { content: /.*/ }, { Content: ['1'] }, false],
    [
      'a field every object inherits',
      { constructor: /.*/ } as unknown as HandlerPattern['filter'],
      {},
      false,
    ],
    ['a condition left undefined', { content: undefined, key: 'k' }, { EventKey: 'k' }, true],
    ['an empty content', { content: '' }, { Content: '' }, true],
    ['a field by the way to it', { 'text.content': /^help/ }, { text: { content: 'help me' } }, true],
    ['a way that ends early', { 'text.content': /.*/ }, { text: 'help' }, false],
    ['a way through what every object inherits', { 'text.constructor.name': /.*/ }, { text: {} }, false],
    ['a field with a dot in its name', { 'a.b': '1' }, { 'a.b': '1' }, true],
  ])('judges %s', (_what, filter, message, expected) => {
    expect(handlerOf({ filter }).takes(message)).toBe(expected);
  });

  it.each(['g', 'y', 'gy', 'giu'])('remembers nothing between messages, with the flags %s', (flags) => {
    const given = new RegExp('^hi', flags);
    given.lastIndex = 2;
    const handler = handlerOf({ filter: { content: given } });
    for (let run = 0; run < 4; run += 1) expect(handler.takes({ Content: 'hi there' })).toBe(true);
    expect(given.lastIndex).toBe(2);
  });

  it('keeps the other flags of a pattern', () => {
    expect(handlerOf({ filter: { content: /^HI/gi } }).takes({ Content: 'hi' })).toBe(true);
  });
});

describe('CallbackHandler.rank', () => {
  it('puts scope before type, type before exact fields, exact fields before patterns', () => {
    const ordered = [
      handlerOf({ scope: ['shop'], name: 'text', filter: { content: 'a' } }),
      handlerOf({ scope: ['shop'], name: 'text' }),
      handlerOf({ scope: ['shop'], filter: { content: 'a' } }),
      handlerOf({ scope: ['shop'] }),
      handlerOf({ name: 'text', filter: { content: 'a', FromUserName: 'o' } }),
      handlerOf({ name: 'text', filter: { content: 'a', FromUserName: /o/ } }),
      handlerOf({ name: 'text', filter: { content: 'a' } }),
      handlerOf({ name: 'text', filter: { content: /a/, FromUserName: /o/ } }),
      handlerOf({ name: 'text', filter: { content: /a/ } }),
      handlerOf({ name: 'text' }),
      handlerOf({ filter: { content: 'a' } }),
      handlerOf({ filter: { content: /a/ } }),
      handlerOf(),
    ];
    const ranks = ordered.map(({ rank }) => rank);
    expect(ranks).toEqual(ranks.toSorted((left, right) => right - left));
    expect(new Set(ranks).size).toBe(ranks.length);
  });

  it('puts longer beginnings of names before shorter ones, and all of them behind the name itself', () => {
    const filter = { event_type: /^./ };
    const ordered = [
      handlerOf({ name: 'A.B.C' }),
      handlerOf({ filter, depth: 2 }),
      handlerOf({ filter, depth: 1 }),
      handlerOf(),
    ];
    const ranks = ordered.map(({ rank }) => rank);
    expect(ranks).toEqual([...new Set(ranks)].toSorted((left, right) => right - left));
  });
});

describe('CallbackHandler.clashesWith', () => {
  const text = (filter: HandlerPattern['filter'] = {}, scope?: string[]) =>
    handlerOf({ name: 'text', filter, scope });

  it.each<[string, ReturnType<typeof text>, ReturnType<typeof text>, boolean]>([
    ['the same type', text(), text(), true],
    ['two wildcards', handlerOf(), handlerOf(), true],
    ['the same exact content', text({ content: 'a' }), text({ content: 'a' }), true],
    ['the same pattern', text({ content: /a/ }), text({ content: /a/ }), true],
    ['the same pattern with another memory', text({ content: /a/g }), text({ content: /a/ }), true],
    [
      'the same conditions in another order',
      text({ content: 'a', MediaId: 'b' }),
      text({ MediaId: 'b', content: 'a' }),
      true,
    ],
    ['a short and a long name of one field', text({ content: 'a' }), text({ Content: 'a' }), true],
    ['different contents', text({ content: 'a' }), text({ content: 'b' }), false],
    ['a content and a pattern', text({ content: 'a' }), text({ content: /a/ }), false],
    ['different types', text(), handlerOf({ name: 'image' }), false],
    ['a message and an event of one name', text(), handlerOf({ kind: 'event', name: 'text' }), false],
    ['a wildcard of messages and one of events', handlerOf(), handlerOf({ kind: 'event' }), false],
    ['with and without scope', text({}, ['shop']), text(), false],
    ['different scopes', text({}, ['shop']), text({}, ['mini']), false],
    ['scopes that share a client', text({}, ['shop', 'mini']), text({}, ['mini', 'work']), true],
  ])('judges %s', (_what, left, right, expected) => {
    expect(left.clashesWith(right)).toBe(expected);
    expect(right.clashesWith(left)).toBe(expected);
  });
});

describe('CallbackHandler.description', () => {
  it.each([
    [handlerOf(), 'every message'],
    [handlerOf({ kind: 'event', name: 'SCAN' }), 'the event "SCAN"'],
    [handlerOf({ name: 'text', filter: { content: /^a/ } }), 'the message "text" with Content /^a/'],
  ])('says in words what it takes', (handler, words) => {
    expect(handler.description).toBe(words);
  });
});
