import type { ReceivedMail } from './received-mail.ts';

const STYLE = 'body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}article{border:1px solid #d0d7de;border-radius:8px;padding:.75rem 1rem;margin:1rem 0}h2{font-size:1rem;margin:0}p{margin:.25rem 0;color:#57606a}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,monospace}@media(prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}article{border-color:#30363d}p{color:#9198a1}}';

/** The inbox as a page, newest first. Mails are shown as text: nothing of them is ever markup here. */
export function inboxPage(mails: readonly ReceivedMail[]): string {
  const items = [...mails].reverse().map((mail) => `<article><h2>${escape(mail.subject)}</h2><p>to ${escape(mail.to.join(', '))} · from ${escape(mail.from)} · <time>${escape(mail.receivedAt)}</time></p><pre>${escape(mail.text)}</pre></article>`);
  const body = items.length > 0 ? items.join('\n') : '<p>No mail yet. Escalation notices of the demo arrive here.</p>';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5"><title>Watchfloor mail (${mails.length})</title><style>${STYLE}</style><h1>Mail sink</h1>${body}</html>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
