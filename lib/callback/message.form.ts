import { type MessageTree, readJson, readXml, writeXml, type XmlTree } from '../common/index.js';

/** The forms messages come in. */
export type MessageForm = 'xml' | 'json';

const BRACE = 0x7b;

export const CONTENT_TYPES: Readonly<Record<MessageForm, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** The form of a body is told by its first character, whatever its content type says. */
export function readBody(rawBody: Buffer): { tree: MessageTree; form: MessageForm } {
  const text = rawBody.toString('utf8').trimStart();
  const form = text.charCodeAt(0) === BRACE ? 'json' : 'xml';
  return { tree: readAs(form, text), form };
}

/** @throws {WeChatParseError} when it is not what it should be */
export const readAs = (form: MessageForm, text: string): MessageTree =>
  form === 'json' ? readJson(text) : readXml(text);

export const writeAs = (form: MessageForm, tree: XmlTree): string =>
  form === 'json' ? JSON.stringify(tree) : writeXml(tree);
