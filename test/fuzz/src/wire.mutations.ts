import fc from 'fast-check';
import { nastyName, nastyText } from './nasty.js';
import { byteMutation, mutateText, type TextMutation, textMutation } from './text.mutations.js';
import type { Framing, Wire } from './wire.js';

/** Something that is done to a request on its way. */
export type WireMutation =
  | { readonly op: 'method'; readonly text: string }
  | { readonly op: 'path'; readonly text: string; readonly how: 'set' | 'append' | 'base' }
  | { readonly op: 'ask'; readonly how: 'drop' | 'twice'; readonly at: number }
  | { readonly op: 'ask-set'; readonly at: number; readonly text: string }
  | { readonly op: 'ask-more'; readonly name: string; readonly text: string }
  | { readonly op: 'ask-raw'; readonly text: string }
  | { readonly op: 'header'; readonly how: 'drop' | 'twice'; readonly at: number }
  | { readonly op: 'header-set'; readonly at: number; readonly text: string }
  | { readonly op: 'header-more'; readonly name: string; readonly text: string }
  | { readonly op: 'body'; readonly mutation: TextMutation }
  | { readonly op: 'framing'; readonly framing: Framing }
  | { readonly op: 'version'; readonly text: string };

const METHODS = [
  'GET',
  'HEAD',
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'CONNECT',
  'QUERY',
  'get',
  'FOO',
];
const PATHS = [
  '',
  '/',
  '//',
  '.',
  '..',
  'nobody',
  '__proto__',
  'constructor',
  'toString/valueOf',
  'hasOwnProperty',
  'plain',
  'shop',
  'pay',
  'corp',
  'corp/__proto__',
  'corp/nobody',
  'platform/__proto__',
  'platform/wx1111111111111111',
  'platform/x/y',
  'crm/ww1111111111111111',
  'crm/..%2f..%2fetc',
  'sh%6Fp',
  'shop%00',
  'shop;a=b',
  'shop#x',
  'shop%2F',
  '%E0%A4%A',
  '%',
  '\u00ff\u00fe',
  'x'.repeat(3000),
  'a/'.repeat(300),
];
const BASES = [
  '/wechat',
  '//wechat/',
  '/WECHAT/',
  '/wechat//',
  '/',
  '',
  'http://127.0.0.1/wechat/',
  '*',
  '/wechat/../wechat/',
];
const HEADERS: ReadonlyArray<readonly [string, string]> = [
  ['content-type', 'application/json'],
  ['content-type', 'text/xml; charset=gb2312'],
  ['content-type', 'multipart/form-data'],
  ['content-type', 'application/x-www-form-urlencoded'],
  ['content-type', 'x/'.repeat(500)],
  ['content-type', '__proto__'],
  ['content-encoding', 'gzip'],
  ['content-encoding', 'identity'],
  ['content-encoding', 'toString'],
  ['transfer-encoding', 'chunked'],
  ['transfer-encoding', 'gzip, chunked'],
  ['content-length', '5'],
  ['content-length', '-1'],
  ['content-length', '99999999999999999999'],
  ['expect', '100-continue'],
  ['expect', 'the-worst'],
  ['connection', 'close'],
  ['connection', 'upgrade'],
  ['upgrade', 'websocket'],
  ['upgrade', 'h2c'],
  ['host', 'evil.example'],
  ['cookie', '__proto__=1; constructor=2'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
  ['x-forwarded-for', '127.0.0.1'],
  ['wechatpay-signature', 'x'],
  ['wechatpay-timestamp', '0'],
  ['wechatpay-signature', 'WECHATPAY/SIGNTEST/x'],
  ['range', 'bytes=0-1'],
  ['accept', '*/*;q='.repeat(200)],
  ['x-long', 'y'.repeat(20_000)],
  ['bad name', 'x'],
  ['x-bytes', '\u0000\u0001\u007f\u00ff'],
];

const at = fc.nat();
const op = <Name extends WireMutation['op']>(name: Name) => fc.constant(name);
const text = nastyText;
const how = fc.constantFrom('drop' as const, 'twice' as const);

export const wireMutation: fc.Arbitrary<WireMutation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: op('method'), text: fc.constantFrom(...METHODS) }) },
  {
    weight: 8,
    arbitrary: fc.oneof(
      fc.record({
        op: op('path'),
        text: fc.constantFrom(...PATHS),
        how: fc.constantFrom('set' as const, 'append' as const),
      }),
      fc.record({ op: op('path'), text: fc.constantFrom(...BASES), how: fc.constant('base' as const) }),
    ),
  },
  { weight: 8, arbitrary: fc.record({ op: op('ask'), how, at }) },
  { weight: 12, arbitrary: fc.record({ op: op('ask-set'), at, text }) },
  { weight: 8, arbitrary: fc.record({ op: op('ask-more'), name: nastyName, text }) },
  { weight: 4, arbitrary: fc.record({ op: op('ask-raw'), text }) },
  { weight: 4, arbitrary: fc.record({ op: op('header'), how, at }) },
  { weight: 8, arbitrary: fc.record({ op: op('header-set'), at, text }) },
  {
    weight: 12,
    arbitrary: fc
      .constantFrom(...HEADERS)
      .map(([name, value]) => ({ op: 'header-more' as const, name, text: value })),
  },
  { weight: 24, arbitrary: fc.record({ op: op('body'), mutation: fc.oneof(textMutation, byteMutation) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      op: op('framing'),
      framing: fc.constantFrom<Framing>('chunked', 'none', 'short', 'long', 'twice', 'both', 'broken'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: op('version'), text: fc.constantFrom('1.0', '0.9', '2.0', '9.9') }),
  },
);

/** Does it, on the request itself. */
export function mutateWire(wire: Wire, mutation: WireMutation): void {
  switch (mutation.op) {
    case 'method':
      wire.method = mutation.text;
      return;
    case 'version':
      wire.version = mutation.text;
      return;
    case 'framing':
      wire.framing = mutation.framing;
      return;
    case 'body':
      wire.body = mutateText(wire.body, mutation.mutation);
      return;
    case 'path':
      if (mutation.how === 'set') wire.path = mutation.text;
      else if (mutation.how === 'append') wire.path += mutation.text;
      else wire.base = mutation.text;
      return;
    case 'header':
    case 'header-set':
    case 'header-more':
      mutateHeaders(wire, mutation);
      return;
    default:
      mutateQuery(wire, mutation);
  }
}

function mutateHeaders(
  { headers }: Wire,
  mutation: Extract<WireMutation, { op: 'header' | 'header-set' | 'header-more' }>,
): void {
  if (mutation.op === 'header-more') {
    headers.push([mutation.name, inOneLine(mutation.text)]);
    return;
  }
  const place = mutation.at % Math.max(headers.length, 1);
  const header = headers[place];
  if (!header) return;
  if (mutation.op === 'header-set') headers[place] = [header[0], inOneLine(mutation.text)];
  else if (mutation.how === 'drop') headers.splice(place, 1);
  else headers.push(header);
}

function mutateQuery(
  wire: Wire,
  mutation: Extract<WireMutation, { op: 'ask' | 'ask-set' | 'ask-more' | 'ask-raw' }>,
): void {
  const parts = wire.query === '' ? [] : wire.query.split('&');
  if (mutation.op === 'ask-more') parts.push(`${encode(mutation.name)}=${encode(mutation.text)}`);
  else if (mutation.op === 'ask-raw') parts.push(inTarget(mutation.text));
  else {
    const place = mutation.at % Math.max(parts.length, 1);
    const part = parts[place];
    if (part === undefined) return;
    if (mutation.op === 'ask-set') parts[place] = `${part.split('=')[0]}=${encode(mutation.text)}`;
    else if (mutation.how === 'drop') parts.splice(place, 1);
    else parts.push(part);
  }
  wire.query = parts.join('&');
}

const MAX_TARGET = 4000;

/** Lone surrogates have no encoding. */
const encode = (given: string): string =>
  encodeURIComponent(Buffer.from(given.slice(0, MAX_TARGET)).toString('utf8'));

/** A line break would end the header, and what follows were another one. */
const inOneLine = (given: string): string => given.slice(0, 20_000).replaceAll(/[\r\n]/g, ' ');

/** A blank would end the target. */
const inTarget = (given: string): string => given.slice(0, MAX_TARGET).replaceAll(/[\s#]/g, '+');
