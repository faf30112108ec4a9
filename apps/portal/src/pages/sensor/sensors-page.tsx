import { Button } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { SensorsDocument, type SensorHealth, type SensorsQuery } from '../../generated/graphql.ts';
import { useCustomerScope } from '../../shell/customer-scope.ts';
import { useMay } from '../../shell/viewer.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Ago } from '../../ui/moment.tsx';
import { EmptyNote, LoadingRows, ProblemState } from '../../ui/states.tsx';
import { CreateSensorDialog } from './create-sensor-dialog.tsx';
import styles from './sensors.module.css';

type Sensor = SensorsQuery['sensors'][number];
const POLL_MS = 15_000;

const HEALTH: Record<SensorHealth, { readonly label: string; readonly tone: string | undefined; readonly icon: IconName }> = {
  HEALTHY: { label: 'Healthy', tone: 'good', icon: 'check' },
  SILENT: { label: 'Silent', tone: 'critical', icon: 'alert' },
  NEVER_SEEN: { label: 'Never seen', tone: 'medium', icon: 'clock' },
  DISABLED: { label: 'Disabled', tone: undefined, icon: 'pause' },
};

/** Sensors with their health; read again every 15 s. */
export function SensorsPage() {
  const { tenant, tenants } = useCustomerScope();
  const mayCreate = useMay('sensor:create');
  const [creating, setCreating] = useState(false);
  const [{ data, error, fetching }, read] = useQuery({ query: SensorsDocument, variables: { tenantId: tenant?.tenantId ?? null } });
  const reload = useCallback(() => read({ requestPolicy: 'network-only' }), [read]);
  useEffect(() => {
    const timer = window.setInterval(reload, POLL_MS);
    return () => window.clearInterval(timer);
  }, [reload]);
  const sensors = data?.sensors;
  return (
    <div className="wf-page">
      <title>Sensors · Watchfloor</title>
      <div className="wf-page-head">
        <h1>Sensors</h1>
        {mayCreate && (
          <Button size="xs" style={{ marginLeft: 'auto' }} leftSection={<Icon name="plus" size={14} />} onClick={() => setCreating(true)}>
            New sensor
          </Button>
        )}
      </div>
      <section className="wf-panel" aria-label="Sensors" aria-busy={fetching}>
        {error !== undefined && <ProblemState error={error} what="sensors" onRetry={reload} />}
        {sensors === undefined && error === undefined && <LoadingRows rows={5} what="sensors" />}
        {sensors?.length === 0 && (
          <EmptyNote icon="sensors" title="No sensor yet">
            {mayCreate ? 'Create one, give its key to the sensor, and its lines arrive here.' : 'Your provider sets sensors up.'}
          </EmptyNote>
        )}
        {sensors !== undefined && sensors.length > 0 && (
          <SensorTable sensors={sensors} customerOf={tenant === undefined ? (id) => tenants.find((one) => one.tenantId === id)?.name : undefined} />
        )}
      </section>
      {creating && <CreateSensorDialog onCreated={reload} onClose={() => setCreating(false)} />}
    </div>
  );
}

interface SensorTableProps {
  readonly sensors: readonly Sensor[];
  readonly customerOf: ((tenantId: string) => string | undefined) | undefined;
}

function SensorTable({ sensors, customerOf }: SensorTableProps) {
  return (
    <table className={styles.table} role="table">
      <thead role="rowgroup">
        <tr role="row">
          {['Health', 'Sensor', 'Site', 'Source', 'Last seen', 'Events, last hour', 'Not parsed', 'Silent after', 'Key'].map((head) => (
            <th role="columnheader" scope="col" key={head}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {sensors.map((sensor) => {
          const health = HEALTH[sensor.health];
          return (
            <tr role="row" key={sensor.id}>
              <td role="cell">
                <span className="wf-tag" data-tone={health.tone}>
                  <Icon name={health.icon} size={12} />
                  {health.label}
                </span>
              </td>
              <td role="cell">
                <strong>{sensor.name}</strong>
              </td>
              <td role="cell">{[customerOf?.(sensor.tenantId), sensor.siteName].filter(Boolean).join(' · ')}</td>
              <td role="cell" data-label="Source">{sensor.source}</td>
              <td role="cell" data-label="Last seen">{sensor.lastSeen ? <Ago iso={sensor.lastSeen} /> : <span className="wf-muted">never</span>}</td>
              <td role="cell" data-label="Events, last hour" className="wf-number">{sensor.eventsLastHour.toLocaleString('en-GB')}</td>
              <td role="cell" data-label="Not parsed" className="wf-number">{sensor.unparsedLastHour.toLocaleString('en-GB')}</td>
              <td role="cell" data-label="Silent after" className="wf-number">{sensor.cadenceSeconds} s</td>
              <td role="cell" data-label="Key" className="wf-mono">{sensor.keyPrefix}…</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
