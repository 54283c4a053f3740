/** WeChat Pay does not do what it was asked for. */
export class PayRefusal extends Error {
  /**
   * @param status of HTTP
   * @param code WeChat Pay's own 错误码
   * @param detail what else is told of the fault
   */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly detail?: object,
  ) {
    super(message);
  }
}

export const paramError = (message: string): PayRefusal => new PayRefusal(400, 'PARAM_ERROR', message);
export const invalidRequest = (message: string): PayRefusal =>
  new PayRefusal(400, 'INVALID_REQUEST', message);
export const notFound = (message: string): PayRefusal => new PayRefusal(404, 'RESOURCE_NOT_EXISTS', message);
