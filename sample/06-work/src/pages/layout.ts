import { layoutWith } from '../../../shared/layout.js';

/** A whole page. */
export const layout = layoutWith({ stylesheet: '/assets/style.css', referrer: 'no-referrer' });
