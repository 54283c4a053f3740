import { readFile } from 'node:fs/promises';
import { Controller, Get, Header } from '@nestjs/common';
import { stylesheetOf } from '../../shared/stylesheet.js';

const fileOf = (name: string): URL => new URL(`../public/${name}`, import.meta.url);

/** The files the pages load. */
@Controller('assets')
export class AssetsController {
  @Get('style.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  style(): Promise<string> {
    return stylesheetOf(fileOf('style.css'));
  }

  @Get('order.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  order(): Promise<string> {
    return readFile(fileOf('order.js'), 'utf8');
  }

  @Get('jsapi.js')
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  jsapi(): Promise<string> {
    return readFile(fileOf('jsapi.js'), 'utf8');
  }
}
