import { measureNotification } from './pay-notification.mjs';

export const measure = () => measureNotification('fastify', 1.7);
