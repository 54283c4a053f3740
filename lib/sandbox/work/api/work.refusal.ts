import { workErrcodeTexts } from './work-errcode.texts.js';

/** WeCom does not do what it was asked for. */
export class WorkRefusal extends Error {
  /** @param detail what exactly is wrong */
  constructor(
    readonly errcode: number,
    detail?: string,
  ) {
    const text = workErrcodeTexts[errcode] ?? 'request refused';
    super(detail === undefined ? text : `${text}: ${detail}`);
  }
}
