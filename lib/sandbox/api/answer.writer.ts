import type { ServerResponse } from 'node:http';
import { stringifyLossless } from '../../common/index.js';
import type { SandboxFailure } from '../interfaces/sandbox-failure.interface.js';
import type { SandboxRequest } from '../interfaces/sandbox-log.interface.js';
import { newRid } from '../world/identifiers.js';
import { type ApiAnswer, BinaryAnswer, OK, refuse } from './api.answer.js';

const JSON_TYPE = 'application/json; encoding=utf-8';
const OK_BODY = Buffer.from(JSON.stringify(OK));

interface Manner {
  readonly hasIds: boolean;
  /** The connection is to break in the middle. */
  readonly isCut: boolean;
}

/** Sends an answer; a refusal gets its rid here. */
export function writeAnswer(
  response: ServerResponse,
  answer: ApiAnswer,
  entry: SandboxRequest,
  manner: Manner,
): void {
  if (answer instanceof BinaryAnswer) {
    entry.status = answer.status;
    if (answer.filename) {
      response.setHeader('Content-disposition', `attachment; filename="${answer.filename}"`);
    }
    send(response, answer.status, answer.contentType, answer.content, manner.isCut);
    return;
  }
  send(response, entry.status, JSON_TYPE, bodyOf(answer, entry, manner.hasIds), manner.isCut);
}

function bodyOf(answer: Exclude<ApiAnswer, BinaryAnswer>, entry: SandboxRequest, hasIds: boolean): Buffer {
  if (answer === OK) return OK_BODY;
  if (answer.errcode) {
    entry.errcode = answer.errcode;
    entry.rid = newRid();
    return Buffer.from(JSON.stringify({ ...answer, errmsg: `${answer.errmsg} rid: ${entry.rid}` }));
  }
  return Buffer.from(hasIds ? stringifyLossless(answer) : JSON.stringify(answer));
}

function send(response: ServerResponse, status: number, type: string, body: Buffer, isCut: boolean): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length });
  if (!isCut) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

/** Does what a failure that was asked for says. */
export function writeFailure(
  response: ServerResponse,
  failure: Exclude<SandboxFailure, { truncate: true }>,
  entry: SandboxRequest,
): void {
  if ('drop' in failure) {
    entry.status = 0;
    response.destroy();
  } else if ('code' in failure) {
    const { code, message = code, status = 400 } = failure;
    entry.status = status;
    send(response, status, JSON_TYPE, Buffer.from(JSON.stringify({ code, message })), false);
  } else if ('status' in failure) {
    entry.status = failure.status;
    const body = Buffer.from(failure.body ?? '');
    send(response, failure.status, failure.contentType ?? 'text/html', body, false);
  } else {
    const { errcode, errmsg = refuse(errcode).errmsg } = failure;
    writeAnswer(response, { errcode, errmsg }, entry, { hasIds: false, isCut: false });
  }
}
