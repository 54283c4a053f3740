import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LogCapture } from '../../../src/log.capture.js';
import { ADAPTERS } from '../../../src/start-app.js';
import { startBot, type StartedBot } from '../../../src/start-bot.js';
import { failureOf } from '../../../unit/failure.js';
import { APPROVED, CARD, Conversation, PICTURE } from './conversation.js';

describe.each(ADAPTERS)('callbacks of an AI bot on %s', (adapter) => {
  const logs = new LogCapture();
  let started: StartedBot;
  let conversation: Conversation;

  beforeAll(async () => {
    started = await startBot(adapter, {
      providers: [Conversation],
      callback: { deadline: 600 },
      nest: { logger: logs, abortOnError: false },
    });
    conversation = started.app.get(Conversation);
  });
  afterAll(() => started.close());
  beforeEach(() => {
    logs.lines.length = 0;
    conversation.heard.length = 0;
  });

  it('gives the echo back, for the console', async () => {
    await started.bot.verifyUrl();
  });

  it('answers a text with a text, whole at once', async () => {
    const answer = await started.bot.ask('hello');
    expect(answer).toMatchObject({ over: 'callback', text: 'You said: hello', isFinished: true, polls: 0 });
    expect(conversation.heard).toEqual(['hello']);
  });

  it('streams what a generator yields, and WeCom has to ask for the rest', async () => {
    const { text, shown, polls, isFinished, streamId } = await started.bot.ask('tell me a story');
    expect(text).toBe('Once upon a time there was a bot, and it answered.');
    expect(isFinished).toBe(true);
    expect(shown[0]).toBe('Once upon a time');
    for (const [index, later] of shown.slice(1).entries())
      expect(later.startsWith(shown[index] as string)).toBe(true);
    expect(polls).toBeGreaterThan(2);
    expect(streamId).toMatch(/^[\da-f]{32}$/);
  });

  it('answers at once what a generator says at once', async () => {
    expect(await started.bot.ask('quick')).toMatchObject({
      text: 'one two three',
      isFinished: true,
      polls: 0,
    });
  });

  it('answers with the last value of an Observable, which Nest takes it for', async () => {
    expect(await started.bot.ask('observable')).toMatchObject({ text: 'c', isFinished: true, polls: 0 });
  });

  it('ends a stream with what was there when its generator throws, and tells whose it was', async () => {
    const answer = await started.bot.ask('broken');
    expect(answer).toMatchObject({ text: 'As far as', isFinished: true });
    expect(logs.of('error')).toEqual([
      expect.stringMatching(/^error Conversation#broken failed in the middle[^]*the model is gone/),
    ]);
  });

  it('takes a generator that throws before its first word for a handler that failed', async () => {
    expect((await failureOf(started.bot.ask('hopeless'))).message).toMatch(/HTTP 500/);
    expect(logs.of('error')).toEqual([
      expect.stringMatching(/^error Conversation#hopeless failed [^]*no model at all/),
    ]);
  });

  it('lets WeCom ask for what a slow handler says', async () => {
    const answer = await started.bot.ask('slow');
    expect(answer).toMatchObject({ text: 'At last.', isFinished: true });
    expect(answer.polls).toBeGreaterThan(1);
  });

  it('lets WeCom ask for what a slow handler streams', async () => {
    expect(await started.bot.ask('late words')).toMatchObject({ text: 'one two three', isFinished: true });
  });

  it('shows the card of a slow handler at the end of a stream', async () => {
    expect(await started.bot.ask('late card')).toMatchObject({ text: '', isFinished: true, card: CARD });
  });

  it('ends the stream of a slow handler that fails, and tells the log', async () => {
    expect(await started.bot.ask('late failure')).toMatchObject({ text: '', isFinished: true });
    expect(logs.of('error')).toContainEqual(
      expect.stringMatching(/^error Conversation#slowFailure failed [^]*after all that time/),
    );
  });

  it('answers with a card, and with a card below a text', async () => {
    expect(await started.bot.ask('card')).toMatchObject({ card: CARD, text: '', isFinished: true });
    expect(await started.bot.ask('both')).toMatchObject({
      card: CARD,
      text: 'one two three',
      feedbackId: 'fb-1',
    });
  });

  it('sends pictures below a text', async () => {
    const { pictures, text } = await started.bot.ask('pictures');
    expect(text).toBe('Look:');
    expect(pictures.map((picture) => picture.toString())).toEqual([PICTURE.toString()]);
  });

  it('answers nothing where a handler gives nothing, or there is none', async () => {
    expect(await started.bot.ask('silence')).toMatchObject({ text: '', shown: [], isFinished: true });
    const video = { msgtype: 'video', video: { url: 'https://example.com/v' } };
    expect(await started.bot.send(video)).toMatchObject({ shown: [], isFinished: true });
  });

  it('fails where a handler gives what no bot can say', async () => {
    expect((await failureOf(started.bot.ask('nonsense'))).message).toMatch(/HTTP 500/);
    expect(logs.of('error').join()).toMatch(/Conversation#nonsense failed [^]*botReply/);
  });

  it('runs a handler once for a message and its repeats, and answers all of them alike', async () => {
    const [first, second] = await Promise.all([
      started.bot.ask('twice', { msgId: 'm-1' }),
      started.bot.ask('twice', { msgId: 'm-1' }),
    ]);
    const third = await started.bot.ask('twice', { msgId: 'm-1' });
    expect([first.text, second.text, third.text]).toEqual(Array(3).fill('You said: twice'));
    expect(conversation.heard).toEqual(['twice']);
    expect(third.streamId).toBe(first.streamId);
  });

  it('has one stream for a message and its repeats', async () => {
    const chat = { msgId: 'm-2' };
    const answers = await Promise.all([started.bot.ask('a story', chat), started.bot.ask('a story', chat)]);
    expect(new Set(answers.map(({ streamId }) => streamId)).size).toBe(1);
    expect(answers.map(({ text }) => text)).toEqual(Array(2).fill(expect.stringMatching(/it answered\.$/)));
  });

  it('chooses handlers by chat and words, and hands them the context', async () => {
    expect((await started.bot.ask('for the team', { chatId: 'wr1' })).text).toBe('bot-message text for bot');
    expect((await started.bot.ask('for the team')).text).toBe('You said: for the team');
    const voice = (content: string) => started.bot.send({ msgtype: 'voice', voice: { content } });
    expect((await voice('turn left')).text).toBe('turning: turn left');
    expect((await voice('turn right')).shown).toEqual([]);
  });

  it('opens pictures and files with the key of the callback', async () => {
    expect((await started.bot.sendFile('image', Buffer.from('a cat'))).text).toBe('a picture of a cat');
    expect((await started.bot.sendFile('file', Buffer.alloc(70_000))).text).toBe('a file of 70000 bytes');
  });

  it('hands over words and pictures that come together', async () => {
    const msg_item = [
      { msgtype: 'text', text: { content: 'look at ' } },
      { msgtype: 'image', image: { url: 'https://example.com/p' } },
    ];
    expect((await started.bot.send({ msgtype: 'mixed', mixed: { msg_item } })).text).toBe(
      'look at [picture]',
    );
  });

  it('welcomes whoever enters', async () => {
    expect(await started.bot.enterChat({ userId: 'lisi' })).toMatchObject({
      text: 'Welcome, lisi',
      isFinished: true,
    });
  });

  it('replaces a card that is tapped', async () => {
    const { update } = await started.bot.tap({ eventKey: 'approve', taskId: 'leave-1' }, { userId: 'lisi' });
    expect(update).toEqual({ card: APPROVED, userIds: ['lisi'] });
    expect(conversation.heard).toEqual(['leave-1']);
  });

  it('sends what is said to a tap as a further answer', async () => {
    expect(await started.bot.tap({ eventKey: 'tell me', taskId: 't' }, { chatId: 'wr1' })).toMatchObject({
      shown: [],
    });
    expect(await started.bot.nextMessage()).toEqual({
      by: 'response_url',
      chatId: 'wr1',
      msgtype: 'markdown',
      text: 'pressed tell me',
    });
  });

  it('hears of judgements', async () => {
    await started.bot.judge('fb-1', { type: 2, content: 'more, please', reasons: [2] });
    expect(conversation.heard).toEqual(['fb-1: 2 more, please']);
  });

  it('shows no secret in what it logs, however it is asked', async () => {
    await started.bot.ask('broken');
    const { token, encodingAESKey } = started.bot.callbackOptions;
    for (const line of logs.lines) {
      expect(line).not.toContain(token);
      expect(line).not.toContain(encodingAESKey);
    }
  });
});
