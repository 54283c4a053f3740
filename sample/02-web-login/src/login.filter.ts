import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WeChatLoginException } from 'nestjs-wechat-sdk';
import { refusalPage } from './pages/refusal.page.js';

interface Visit {
  readonly url: string;
  readonly headers: { readonly accept?: string };
}

/** Shows people a page where a login did not come about; scripts get JSON. */
@Catch(WeChatLoginException)
export class LoginFilter implements ExceptionFilter<WeChatLoginException> {
  constructor(private readonly host: HttpAdapterHost) {}

  catch(exception: WeChatLoginException, context: ArgumentsHost): void {
    const http = context.switchToHttp();
    const { url, headers } = http.getRequest<Visit>();
    const isPage = headers.accept?.includes('text/html') ?? false;
    const [path = '/'] = url.split('?'); // code and state have had their day
    const body = isPage ? refusalPage(exception.reason, path) : exception.getResponse();
    this.host.httpAdapter.reply(http.getResponse(), body, exception.getStatus());
  }
}
