import type { OtAccess } from '@watchfloor/ocsf';

// ASHRAE 135 clauses 13 to 17: what each service does to the device. Names as in ICSNPP's bacnet.log, '_' for '-'.
const ACCESS: Readonly<Record<string, OtAccess>> = {
  read_property: 'read', read_property_conditional: 'read', read_property_multiple: 'read', read_range: 'read', atomic_read_file: 'read',
  get_alarm_summary: 'read', get_enrollment_summary: 'read', get_event_information: 'read', subscribe_cov: 'read', subscribe_cov_property: 'read',
  subscribe_cov_property_multiple: 'read',
  write_property: 'write', write_property_multiple: 'write', write_group: 'write', atomic_write_file: 'write', add_list_element: 'write', remove_list_element: 'write',
  create_object: 'write', delete_object: 'write',
  reinitialize_device: 'control', device_communication_control: 'control', life_safety_operation: 'control', time_synchronization: 'control',
  utc_time_synchronization: 'control', acknowledge_alarm: 'control',
  who_is: 'diagnostic', i_am: 'diagnostic', who_has: 'diagnostic', i_have: 'diagnostic', who_am_i: 'diagnostic', you_are: 'diagnostic',
};

const SUFFIX = /_(?:request|ack|response)$/;

/** Access of a service, by the name of any of the BACnet logs (`write_property`, `read-property-ack`). */
export function bacnetAccess(service: string): OtAccess {
  const name = service.replaceAll('-', '_').replace(SUFFIX, '');
  return Object.hasOwn(ACCESS, name) ? (ACCESS[name] ?? 'other') : 'other';
}
