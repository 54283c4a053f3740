import { type Browser, chromium, type Page } from 'playwright-core';

const PATIENCE = 10_000;

/** A phone's browser, and what it complained about. */
export class PageBrowser {
  readonly complaints: string[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
    private readonly origin: string,
  ) {}

  static async open(executablePath: string, origin: string): Promise<PageBrowser> {
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 390, height: 844 } });
    page.setDefaultTimeout(PATIENCE);
    const phone = new PageBrowser(browser, page, origin);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') phone.complaints.push(message.text());
    });
    page.on('pageerror', (error) => phone.complaints.push(error.message));
    return phone;
  }

  /** Opens a page. @returns the status of what it ends at */
  async visit(path: string): Promise<number | undefined> {
    return (await this.page.goto(this.origin + path))?.status();
  }

  /** Path, query and hash as the address bar shows them; the whole address on another host. */
  get address(): string {
    return this.page.url().replace(this.origin, '');
  }

  /** What a page shows for a name. */
  field(name: string): Promise<string> {
    return this.page.locator(`[data-field="${name}"]`).innerText();
  }

  /** Chooses a person on the login page. @returns their openid */
  async agreeAs(nickname: string): Promise<string> {
    const button = this.page.locator('button.person', { hasText: nickname });
    const openid = (await button.getAttribute('value')) ?? '';
    await button.click();
    return openid;
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
