import type { ChannelSettings, Notice, Recipient } from '../src/index.ts';

export const TENANT = '11111111-1111-4111-8111-111111111111';

export function sampleNotice(over: Partial<Notice> = {}): Notice {
  return {
    key: '0b8f6a3e-6c0f-8d0e-9b1c-0123456789ab',
    kind: 'escalation',
    tenantId: TENANT,
    tenantName: 'Aqua & Sons',
    caseId: 'aaaaaaaa-aaaa-8aaa-8aaa-aaaaaaaaaaaa',
    caseNumber: 42,
    title: 'Register write outside the change window',
    summary: 'WS-7 wrote holding registers 40–44 of PLC-3.',
    severity: 'critical',
    status: 'new',
    openedAt: Date.UTC(2026, 5, 2, 9, 30),
    dueAt: Date.UTC(2026, 5, 2, 9, 35),
    nextDueAt: Date.UTC(2026, 5, 2, 9, 45),
    round: 1,
    step: 2,
    important: true,
    late: false,
    url: 'https://watchfloor.example/cases/aaaaaaaa',
    ...over,
  };
}

export const RECIPIENT: Recipient = { id: 'ana', name: 'Ana "Lead" Ng', address: 'ana@provider.example', timeZone: 'Europe/Berlin' };

export function settings(over: Partial<ChannelSettings> = {}): ChannelSettings {
  return {
    smtpUrl: 'smtp://127.0.0.1:1',
    smtpFrom: 'Watchfloor <soc@watchfloor.example>',
    webhookSecret: 'a root secret for tests only',
    allowPrivateEgress: true,
    ...over,
  };
}
