// @ts-check
import { element, isOwnPicture, isWebAddress } from './dom.js';
import { text } from './language.js';

/** @typedef {import('./types.js').Article} Article */
/** @typedef {Pick<import('./types.js').ChatEntry, 'kind' | 'text' | 'title' | 'url' | 'imageUrl' | 'articles'>} Content */

/**
 * @param {string | undefined} url
 * @param {string} label
 * @param {string} className
 */
function picture(url, label, className) {
  const placeholder = () => {
    const host = url !== undefined && isWebAddress(url) ? new URL(url).host : '';
    const words = isOwnPicture(url) || !host ? label : `${text('foreignPicture')} ${host}`;
    return element('span', { class: `${className} no-picture`, title: url }, words);
  };
  if (!isOwnPicture(url)) return placeholder();
  const image = element('img', { class: className, src: url, alt: label });
  image.addEventListener('error', () => image.replaceWith(placeholder()));
  return image;
}

/**
 * @param {string | undefined} url
 * @param {string} className
 * @param {...import('./dom.js').Child} children
 */
function linked(url, className, ...children) {
  if (!isWebAddress(url)) return element('div', { class: className }, ...children);
  return element(
    'a',
    { class: className, href: url, target: '_blank', rel: 'noopener noreferrer' },
    ...children,
  );
}

/** @param {Article[]} articles */
function news(articles) {
  const [first, ...others] = articles;
  const card = element('div', { class: 'card news' });
  if (!first) return card;
  card.append(
    linked(
      first.url,
      'article first',
      first.picUrl && picture(first.picUrl, '', 'cover'),
      element('strong', {}, first.title),
      others.length === 0 && first.description && element('span', { class: 'quiet' }, first.description),
    ),
  );
  for (const one of others) {
    card.append(
      linked(
        one.url,
        'article',
        element('strong', {}, one.title),
        one.picUrl && picture(one.picUrl, '', 'thumb'),
      ),
    );
  }
  return card;
}

/** @param {Content} content */
function template({ title, text: words, url }) {
  return linked(
    url,
    'card template',
    element('span', { class: 'quiet' }, text('template')),
    title && element('strong', {}, title),
    words && element('span', { class: 'lines' }, words),
    isWebAddress(url) && element('span', { class: 'more' }, text('details')),
  );
}

/** @param {string} kind @returns {kind is 'voice' | 'video' | 'music' | 'location' | 'link'} */
const isNamed = (kind) => ['voice', 'video', 'music', 'location', 'link'].includes(kind);

/** Of these the picture is a cover; a voice message's medium is no picture. */
const WITH_COVER = new Set(['video', 'music', 'miniprogrampage']);

/** @param {Content} content */
function titled({ kind, title, text: words, url, imageUrl }) {
  const name = isNamed(kind) ? text(kind) : text('unknownKind', kind);
  return linked(
    url,
    `card titled kind-${/^\w+$/.test(kind) ? kind : 'other'}`,
    imageUrl && WITH_COVER.has(kind) && picture(imageUrl, '', 'cover'),
    element('span', { class: 'quiet' }, name),
    title && element('strong', {}, title),
    words && element('span', { class: 'lines' }, words),
  );
}

/**
 * What stands in the conversation for a message.
 *
 * @param {Content} content
 * @returns {HTMLElement}
 */
export function bubble(content) {
  if (content.kind === 'template') return template(content);
  if (content.articles && content.articles.length > 0) return news(content.articles);
  if (content.kind === 'image') return picture(content.imageUrl, text('image'), 'bubble-picture');
  if (content.kind === 'text' || content.kind === 'msgmenu')
    return element('div', { class: 'bubble' }, content.text ?? '');
  return titled(content);
}
