import { Alert, Button, CopyButton, Group, Modal, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useMutation, useQuery } from 'urql';
import { CreateSensorDocument, SensorSitesDocument } from '../../generated/graphql.ts';
import { problemText } from '../../graphql/problem-text.ts';
import { useCustomerScope } from '../../shell/customer-scope.ts';

const SOURCES = [
  { value: 'auto', label: 'Recognise by itself' },
  { value: 'zeek', label: 'Zeek, ICSNPP' },
  { value: 'suricata', label: 'Suricata EVE' },
];

/** Creates a sensor and shows its key, which cannot be read again afterwards. */
export function CreateSensorDialog({ onCreated, onClose }: { readonly onCreated: () => void; readonly onClose: () => void }) {
  const { tenant, tenants } = useCustomerScope();
  const [slug, setSlug] = useState(tenant?.slug ?? tenants[0]?.slug ?? '');
  const customer = tenants.find((one) => one.slug === slug);
  const [{ data: siteData }] = useQuery({ query: SensorSitesDocument, variables: { tenantId: customer?.tenantId ?? null } });
  const sites = siteData?.sites ?? [];
  const [siteId, setSiteId] = useState('');
  const [name, setName] = useState('');
  const [source, setSource] = useState('auto');
  const [cadence, setCadence] = useState<number | string>(300);
  const [{ data, error, fetching }, create] = useMutation(CreateSensorDocument);
  const site = sites.find((one) => one.siteId === siteId) ?? sites[0];
  const created = data?.createSensor;

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (customer === undefined || site === undefined) return;
    const result = await create({
      input: { tenantId: customer.tenantId, siteId: site.siteId, name: name.trim(), source, cadenceSeconds: Number(cadence) },
    });
    if (result.error === undefined) onCreated();
  };

  return (
    <Modal opened onClose={onClose} title={created ? `Key of ${created.sensor.name}` : 'New sensor'} closeOnClickOutside={!created} closeButtonProps={{ 'aria-label': 'Close' }}>
      {created ? (
        <Stack gap="sm">
          <span>Copy the key now: it is shown this once, only its hash is kept.</span>
          <pre className="wf-code" tabIndex={0} aria-label="Sensor key">
            {created.key}
          </pre>
          <Group justify="space-between">
            <CopyButton value={created.key}>
              {({ copied, copy }) => (
                <Button size="xs" onClick={copy}>
                  {copied ? 'Copied' : 'Copy key'}
                </Button>
              )}
            </CopyButton>
            <Button size="xs" variant="default" onClick={onClose}>
              I have stored it
            </Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          <Stack gap="sm">
            {tenants.length > 1 && (
              <NativeSelect
                label="Customer"
                value={slug}
                onChange={(event) => setSlug(event.currentTarget.value)}
                data={tenants.map((one) => ({ value: one.slug, label: one.name }))}
              />
            )}
            <NativeSelect
              label="Site"
              value={site?.siteId ?? ''}
              onChange={(event) => setSiteId(event.currentTarget.value)}
              data={sites.map((one) => ({ value: one.siteId, label: one.name }))}
            />
            <TextInput label="Name" data-autofocus maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
            <NativeSelect label="Log source" value={source} onChange={(event) => setSource(event.currentTarget.value)} data={SOURCES} />
            <NumberInput
              label="Silent after (seconds)"
              description="Longer without a line is a finding."
              min={1}
              allowDecimal={false}
              hideControls
              value={cadence}
              onChange={setCadence}
            />
            {error !== undefined && (
              <Alert color="red" variant="outline" role="alert">
                {problemText(error)}
              </Alert>
            )}
            <Group justify="flex-end" gap="xs">
              <Button size="xs" variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button size="xs" type="submit" loading={fetching} disabled={name.trim() === '' || site === undefined || !(Number(cadence) > 0)}>
                Create
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
