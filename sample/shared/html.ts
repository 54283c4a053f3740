const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup, as against text that has yet to be escaped. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template; nothing is written for undefined. */
export type Fragment = Html | string | undefined | readonly Html[];

const write = (value: Fragment): string => {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (sign) => SPECIAL[sign] as string);
  return value.map(({ text }) => text).join('');
};

/** Markup with values in it; texts are escaped, so that a nickname stays a nickname. */
export const html = (parts: TemplateStringsArray, ...values: Fragment[]): Html =>
  new Html(parts.map((part, index) => part + write(values[index])).join(''));

/** Chinese, with English beneath. */
export const both = (chinese: string, english: string): Html =>
  html`${chinese}<span lang="en">${english}</span>`;
