import Handlebars from 'handlebars';
import { z } from 'zod';
import type { MailContent, WebhookContent } from '../deliveries/letter.js';
import type { Language } from '../shared/localized-text.js';
import type { Languages } from '../web/languages.js';

/** The fields of our own webhooks that people can read; CONTRACT.md has the whole. */
const readable = z.object({
  ticketNumber: z.string().catch(''),
  step: z
    .object({ label: z.string().catch(''), note: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
  request: z
    .object({
      title: z.string().catch(''),
      location: z
        .object({ text: z.string().catch('') })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
  instructions: z.string().nullish().catch(null),
  url: z.string().nullish().catch(null),
});

/** The mail that goes to people when their system does not take a webhook. Promises what can be told of any webhook: never its raw JSON. */
export function webhookInWords(
  webhook: WebhookContent,
  language: Language,
  languages: Languages,
): MailContent {
  const say = (key: string, blanks?: Record<string, string>): string =>
    languages.translate(language, `notices:instead.${key}`, blanks);
  const { ticketNumber, step, request, instructions, url } = readable.parse(webhook.data);
  const facts: [string, string | null | undefined][] = [
    ['number', ticketNumber],
    ['event', eventWords(webhook.type, language, languages)],
    ['title', request?.title],
    ['place', request?.location?.text],
    ['step', step?.label],
    ['note', step?.note],
    ['instructions', instructions],
    ['link', url],
  ];
  const lines = facts.filter(([, value]) => value).map(([key, value]) => `${say(key)}: ${value}`);
  const paragraphs = [say('greeting'), say('opening'), lines.join('\n'), say('closing')];
  return {
    toName: null,
    subject: say('subject', { number: ticketNumber }),
    text: paragraphs.join('\n\n'),
    html: paragraphs.map(asHtml).join('\n'),
    language,
  };
}

function eventWords(type: string, language: Language, languages: Languages): string {
  const key = `notices:instead.events.${type.replace('.', '-')}`;
  return languages.has(key) ? languages.translate(language, key) : type;
}

function asHtml(paragraph: string): string {
  return `<p style="white-space:pre-line">${Handlebars.escapeExpression(paragraph)}</p>`;
}
