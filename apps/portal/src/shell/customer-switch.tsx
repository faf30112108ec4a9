import { NativeSelect } from '@mantine/core';
import { useCustomerScope } from './customer-scope.ts';
import styles from './header-tools.module.css';

/** Chooses the customer that every page shows; a login with one customer sees its name only. */
export function CustomerSwitch() {
  const { tenants, tenant, choose } = useCustomerScope();
  if (tenants.length === 1) return <span className={styles.only}>{tenants[0]?.name}</span>;
  return (
    <NativeSelect
      className={styles.customer}
      size="xs"
      aria-label="Customer"
      value={tenant?.slug ?? ''}
      onChange={(event) => choose(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      data={[{ value: '', label: 'All my customers' }, ...tenants.map(({ slug, name }) => ({ value: slug, label: name }))]}
    />
  );
}
