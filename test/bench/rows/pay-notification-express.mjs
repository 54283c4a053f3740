import { measureNotification } from './pay-notification.mjs';

export const measure = () => measureNotification('express', 1);
