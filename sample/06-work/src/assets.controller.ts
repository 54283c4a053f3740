import { Controller, Get, Header } from '@nestjs/common';
import { stylesheetOf } from '../../shared/stylesheet.js';

/** What the pages load. */
@Controller('assets')
export class AssetsController {
  @Get('style.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  style(): Promise<string> {
    return stylesheetOf(new URL('../public/style.css', import.meta.url));
  }
}
