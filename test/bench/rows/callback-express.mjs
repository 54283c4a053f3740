import { measureCallback } from './callback.mjs';

export const measure = () => measureCallback('express', 0.6);
