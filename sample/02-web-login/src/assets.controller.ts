import { readFile } from 'node:fs/promises';
import { Controller, Get, Header } from '@nestjs/common';

const read = (name: string): Promise<string> =>
  readFile(new URL(`../public/${name}`, import.meta.url), 'utf8');

/** The two files the pages load. */
@Controller('assets')
export class AssetsController {
  @Get('style.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  style(): Promise<string> {
    return read('style.css');
  }

  @Get('js-sdk.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  script(): Promise<string> {
    return read('js-sdk.js');
  }
}
