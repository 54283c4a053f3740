import { readFile } from 'node:fs/promises';
import { Controller, Get, Header } from '@nestjs/common';

const read = (name: string): Promise<string> =>
  readFile(new URL(`../public/${name}`, import.meta.url), 'utf8');

/** The files the pages load. */
@Controller('assets')
export class AssetsController {
  @Get('style.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  style(): Promise<string> {
    return read('style.css');
  }

  @Get('order.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  order(): Promise<string> {
    return read('order.js');
  }

  @Get('jsapi.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  jsapi(): Promise<string> {
    return read('jsapi.js');
  }
}
