import { escapeHtml } from '@watchfloor/core';
import type { Notice, Recipient } from '../notice.ts';

/** Subject line: case number, severity, title, customer. No line break survives, so no header can be injected. */
export function renderSubject(notice: Notice): string {
  const subject = `[#${notice.caseNumber}] ${notice.severity.toUpperCase()}: ${notice.title} (${notice.tenantName})`;
  return subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);
}

/** The notice as plain text, times in the recipient's zone with the zone named. */
export function renderText(notice: Notice, recipient: Recipient): string {
  return [
    ...headline(notice),
    '',
    ...facts(notice, recipient).map(([label, value]) => `${label}: ${value}`),
    ...(notice.summary === '' ? [] : ['', notice.summary]),
    '',
    'Acknowledge the case to stop the escalation.',
    ...(notice.url === undefined ? [] : [notice.url]),
    '',
    `Watchfloor notice ${notice.key}`,
    '',
  ].join('\n');
}

/** The same as minimal HTML; everything that came from outside is escaped. */
export function renderHtml(notice: Notice, recipient: Recipient): string {
  const rows = facts(notice, recipient)
    .map(([label, value]) => `<tr><th align="left">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`)
    .join('');
  const link = notice.url === undefined ? '' : `<p><a href="${escapeHtml(notice.url)}">Open the case</a></p>`;
  const summary = notice.summary === '' ? '' : `<p>${escapeHtml(notice.summary)}</p>`;
  const title = headline(notice).map(escapeHtml).join('<br>');
  return `<!doctype html><html lang="en"><body><p><strong>${title}</strong></p><table cellpadding="4">${rows}</table>${summary}<p>Acknowledge the case to stop the escalation.</p>${link}<p><small>Watchfloor notice ${escapeHtml(notice.key)}</small></p></body></html>`;
}

function headline(notice: Notice): string[] {
  const lines = [`Case #${notice.caseNumber}: ${notice.title}`];
  if (notice.late) lines.push('This notice is late: it was due earlier and could not be sent then.');
  return lines;
}

function facts(notice: Notice, recipient: Recipient): [string, string][] {
  const at = (time: number) => formatTime(time, recipient.timeZone);
  return [
    ['Customer', notice.tenantName],
    ['Severity', notice.severity],
    ['Status', notice.status.replace('_', ' ')],
    ['Opened', at(notice.openedAt)],
    ...(notice.nextDueAt === undefined ? [] : [['Next deadline', at(notice.nextDueAt)] as [string, string]]),
    ['Escalation', `round ${notice.round}, step ${notice.step}, due ${at(notice.dueAt)}`],
  ];
}

function formatTime(time: number, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'long', timeZone };
  return new Intl.DateTimeFormat('en-GB', options).format(time);
}
