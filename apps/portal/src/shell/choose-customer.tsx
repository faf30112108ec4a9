import { Button } from '@mantine/core';
import { EmptyNote } from '../ui/states.tsx';
import { useCustomerScope } from './customer-scope.ts';

/** Shown by pages that work on one customer at a time while all are chosen. */
export function ChooseCustomer({ what }: { readonly what: string }) {
  const { tenants, choose } = useCustomerScope();
  return (
    <section className="wf-panel" aria-label="Choose a customer">
      <EmptyNote icon="user" title={`Choose a customer to ${what}`}>
        <p>This page looks at one customer at a time.</p>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {tenants.map(({ slug, name }) => (
            <Button key={slug} size="xs" variant="default" onClick={() => choose(slug)}>
              {name}
            </Button>
          ))}
        </div>
      </EmptyNote>
    </section>
  );
}
