import { BadRequestException, Injectable, type PipeTransform } from '@nestjs/common';
import { type Good, GOODS } from './goods.js';

/** What somebody wants to buy. Its price comes from the list, whatever the form says. */
@Injectable()
export class GoodPipe implements PipeTransform<unknown, Good> {
  transform(id: unknown): Good {
    const good = GOODS.find((one) => one.id === id);
    if (!good) throw new BadRequestException('There is no such thing to buy');
    return good;
  }
}
