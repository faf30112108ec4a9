import type { Template } from '../template.ts';

function source(name: string): string {
  return `import type { Channel } from '../channel.ts';
import { DeliveryFailed } from '../delivery-failed.ts';

/** Replace: how it delivers, what counts as taken, and how the receiver knows a repeated key as the same notice. */
export const channel: Channel = {
  id: '${name}',
  title: '${name}',
  async send(_settings, notice, recipient) {
    throw new DeliveryFailed(\`${name} cannot deliver notice \${notice.key} to \${recipient.id} yet\`, false);
  },
};
`;
}

export const channelTemplate: Template = {
  kind: 'channel',
  naming: 'the medium, in lower case with hyphens: sms, matrix-room',
  name: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  folder: 'libs/store/channels/src',
  files: (name) => ({ 'channel.ts': source(name) }),
  next: (name) => [
    'write send() in channel.ts: resolve once the far end has taken the notice, throw DeliveryFailed otherwise (retryable: may the same attempt work later?)',
    'settings it needs (server, secret) go to libs/store/channels/src/settings.ts',
    `test it against a real server, as libs/store/channels/test/webhook.test.ts does: libs/store/channels/test/${name}.test.ts`,
    `let contracts name it: channels in libs/domain/cases/src/contract/contract-schema.ts, and where its address comes from in apps/cases/src/notices`,
    'npm test -- libs/store/channels',
  ],
};
