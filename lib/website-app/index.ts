export { WebsiteApp } from './website-app.js';
export { websiteApp, type WebsiteAppOptions } from './website-app.definition.js';
