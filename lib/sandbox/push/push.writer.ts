import { stringifyLossless } from '../../common/index.js';

/** A push or a part of it; ids are bigints, so that no digit is lost. */
export type PushValue = string | number | bigint | undefined | PushTree | readonly PushValue[];

export interface PushTree {
  readonly [name: string]: PushValue;
}

function element(name: string, value: PushValue): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item: PushValue) => element(name, item)).join('');
  if (typeof value === 'object') return `<${name}>${elements(value as PushTree, '')}</${name}>`;
  if (typeof value !== 'string') return `<${name}>${value as number | bigint}</${name}>`;
  return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
}

const elements = (tree: PushTree, between: string): string =>
  Object.entries(tree)
    .map(([name, value]) => element(name, value))
    .filter(Boolean)
    .join(between);

/** Writes a push as WeChat does: one element a line, numbers bare, texts as CDATA. */
export function writePushXml(tree: PushTree): string {
  return `<xml>${elements(tree, '\n')}\n</xml>`;
}

/** Writes a push as JSON; ids are numbers beyond 2^53 there, too. */
export function writePushJson(tree: PushTree): string {
  return stringifyLossless(tree);
}
