import { type Fen, fen, yuan } from 'nestjs-wechat-sdk/pay';

/** Something the shop sells. */
export interface Good {
  readonly id: string;
  readonly chinese: string;
  readonly english: string;
  readonly price: Fen;
}

/** Prices as a price list has them, in yuan; or down to the fen. Either way they are whole numbers of fen. */
export const GOODS: readonly Good[] = [
  { id: 'tea', chinese: '龙井一杯', english: 'A cup of Longjing tea', price: yuan('18.80') },
  { id: 'buns', chinese: '小笼包一笼', english: 'A basket of soup buns', price: yuan('25') },
  { id: 'sticker', chinese: '贴纸一张', english: 'A sticker', price: fen(1) },
];
