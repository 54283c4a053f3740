/** Characters XML forbids and people nevertheless type; WeChat passes them on. */
// oxlint-disable-next-line no-control-regex
export const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
