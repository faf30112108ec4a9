import { resolveOnCall } from '@watchfloor/cases/compile';
import type { EscalationStepData, EscalationTarget } from '@watchfloor/cases';
import type { Contract, ContractPerson } from '@watchfloor/cases/contract';
import type { Recipient } from '@watchfloor/channels';
import { deterministicId } from '@watchfloor/core/ids';

/** One notice to one recipient through one channel. */
export interface Delivery {
  /** Idempotency key of (case, chain, round, step, recipient, channel). */
  key: string;
  channel: string;
  recipient: Recipient;
  org: 'provider' | 'customer';
}

/**
 * Who is told now, and how: targets → people on duty at `at` (epoch ms) → their channels. A person whom two targets name
 * is told once a channel. A channel that the step asks for and the person lacks is replaced by what they have: nobody is
 * left out for want of an address. Empty when the targets resolve to nobody.
 */
export function resolveDeliveries(contract: Contract, caseId: string, step: EscalationStepData, at: number): Delivery[] {
  const deliveries = new Map<string, Delivery>();
  const add = (channel: string, recipient: Recipient, org: Delivery['org']): void => {
    const key = deterministicId('notice', caseId, step.chain, step.round, step.step, recipient.id, channel);
    deliveries.set(key, { key, channel, recipient, org });
  };
  for (const target of step.targets) {
    if (target.kind === 'channel') {
      const webhook = contract.webhook;
      if (target.id === 'webhook' && webhook) add('webhook', { id: 'channel:webhook', name: 'webhook of the customer', address: webhook.url, timeZone: 'UTC' }, 'customer');
      continue;
    }
    for (const person of peopleOf(contract, target, at)) {
      const addresses = addressesOf(person);
      const wanted = addresses.filter(([channel]) => step.channels.includes(channel));
      for (const [channel, address] of wanted.length > 0 ? wanted : addresses) add(channel, recipientOf(person, address), person.org);
    }
  }
  return [...deliveries.values()];
}

function peopleOf(contract: Contract, target: EscalationTarget, at: number): ContractPerson[] {
  if (target.kind === 'role') return contract.people.filter((person) => person.roles.includes(target.id));
  const schedule = contract.onCall[target.id];
  const id = target.kind === 'person' ? target.id : schedule && resolveOnCall(schedule, at)?.personId;
  return contract.people.filter((person) => person.id === id);
}

function addressesOf(person: ContractPerson): [channel: string, address: string][] {
  return [['email', person.email], ...(person.webhookUrl === undefined ? [] : [['webhook', person.webhookUrl] as [string, string]])];
}

function recipientOf(person: ContractPerson, address: string): Recipient {
  return { id: person.id, name: person.name, address, timeZone: person.timeZone };
}
