export interface SunkMail {
  readonly receivedAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

const STYLE = 'body{font:15px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}details{border:1px solid #8888;border-radius:6px;margin:.5rem 0;padding:.5rem .75rem}summary{cursor:pointer}pre{white-space:pre-wrap}small{opacity:.75}';

/** The inbox as a page: newest first, plain text only, nothing of a mail is ever run. */
export function renderInbox(mails: readonly SunkMail[]): string {
  const items = [...mails].reverse().map((mail) => `<details><summary><b>${escapeHtml(mail.subject)}</b><br><small>${escapeHtml(mail.receivedAt)} to ${escapeHtml(mail.to.join(', '))}</small></summary><pre>${escapeHtml(mail.text)}</pre></details>`);
  const body = items.length > 0 ? items.join('\n') : '<p>No mail yet. Mails that Watchfloor sends appear here; reload the page.</p>';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mail inbox</title><style>${STYLE}</style></head><body><h1>Mail inbox</h1>${body}</body></html>`;
}
