import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

const QUIET_CHROMIUM = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PATIENCE = 10_000;

/** The chat page in a browser, with what it asked for and what it complained about. */
export class ChatBrowser {
  /** Requests that left the page's own origin. */
  readonly foreignRequests: string[] = [];
  readonly complaints: string[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async open(executablePath: string, url: string): Promise<ChatBrowser> {
    const browser = await chromium.launch({ executablePath, args: QUIET_CHROMIUM });
    const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE);
    const chat = new ChatBrowser(browser, page);
    page.on('request', (request) => {
      const asked = new URL(request.url());
      if (asked.protocol !== 'data:' && asked.origin !== url) chat.foreignRequests.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') chat.complaints.push(message.text());
    });
    page.on('pageerror', (error) => chat.complaints.push(error.message));
    await page.goto(url);
    await page.getByText('Live').waitFor();
    return chat;
  }

  get conversation(): Locator {
    return this.page.getByRole('log', { name: 'Conversation' });
  }

  get inspector(): Locator {
    return this.page.getByRole('region', { name: 'Inspector' });
  }

  /** Adds a person, who is then the chosen one. */
  async addPerson(nickname: string): Promise<void> {
    await this.page.getByLabel('Nickname').fill(nickname);
    await this.page.getByRole('button', { name: 'Add', exact: true }).click();
    await this.page.locator('#phone-subtitle', { hasText: nickname }).waitFor();
  }

  async addFollower(nickname: string): Promise<void> {
    await this.addPerson(nickname);
    await this.page.getByRole('button', { name: 'Follow the account' }).click();
    await this.sees('Welcome to the shop');
  }

  async say(words: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Message' }).fill(words);
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
  }

  /** Waits until the words stand in the conversation. */
  async sees(words: string): Promise<void> {
    await this.conversation.getByText(words).first().waitFor();
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
