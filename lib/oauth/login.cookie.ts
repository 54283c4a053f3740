import { stringifySetCookie } from 'cookie';

/** Whose login, and whether the visitor's browser speaks TLS. */
export interface CookiePlace {
  readonly client: { readonly name: string; readonly id: string };
  readonly isSecure: boolean;
}

/** Over TLS no other host, and no page without it, can set a cookie of such a name, in which no slash may stand. */
export const cookieName = (name: string, { isSecure }: CookiePlace): string =>
  `${isSecure ? '__Host-' : ''}wechat_${name.replace('/', '.')}`;

/** The line that sets a cookie; with a life of 0 it removes it. Lax: WeChat sends visitors back from another site. */
export const setCookie = (name: string, value: string, maxAge: number, place: CookiePlace): string =>
  stringifySetCookie({
    name: cookieName(name, place),
    value,
    maxAge,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: place.isSecure,
  });
