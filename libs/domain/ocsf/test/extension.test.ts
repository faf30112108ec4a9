import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OT_EXTENSION, OT_PROFILE, type OtActivity, type OtAddress, type OtException, type OtFunction, type OtObject } from '../src/index.ts';

const folder = new URL('../extension/', import.meta.url);
interface Definition {
  name: string;
  uid?: number;
  version?: string;
  attributes: Record<string, { requirement?: string; type?: string; description?: string }>;
}
const read = (path: string): Definition => JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as Definition;
const names = (path: string): string[] => Object.keys(read(path).attributes).sort();

// Records of every key: the compiler fails here when the types gain or lose an attribute.
const ot: Record<keyof OtActivity, true> = {
  protocol: true, function: true, access: true, direction: true, unit_id: true, source_id: true, transaction_id: true, address: true, read_address: true,
  values: true, response_values: true, and_mask: true, or_mask: true, exception: true, indications: true, link_id: true, session_role: true, object: true,
};
const object: Record<keyof OtObject, true> = {
  type: true, name: true, area: true, db_number: true, block_number: true, class_id: true, instance_id: true, attribute_id: true, property: true, array_index: true,
  node_id: true, group: true, variation: true, index: true, asdu_type: true, common_address: true, ioa: true, cause: true,
};
const fn: Record<keyof OtFunction, true> = { code: true, name: true };
const exception: Record<keyof OtException, true> = { code: true, name: true };
const address: Record<keyof OtAddress, true> = { kind: true, start: true, count: true };

describe('the ot extension folder', () => {
  it('has the attributes of the types', () => {
    expect(names('objects/ot.json')).toEqual(Object.keys(ot).sort());
    expect(names('objects/ot_function.json')).toEqual(Object.keys(fn).sort());
    expect(names('objects/ot_exception.json')).toEqual(Object.keys(exception).sort());
    expect(names('objects/ot_address.json')).toEqual(Object.keys(address).sort());
    expect(names('objects/ot_object.json')).toEqual(Object.keys(object).sort());
  });

  it('is named on events as it names itself', () => {
    const extension = read('extension.json');
    expect([extension.name, String(extension.uid), extension.version]).toEqual([OT_EXTENSION.name, OT_EXTENSION.uid, OT_EXTENSION.version]);
    expect(read('profiles/ot.json').name).toBe(OT_PROFILE);
  });

  it('defines in its dictionary every attribute of its own, with a description', () => {
    const dictionary = read('dictionary.json').attributes;
    for (const file of readdirSync(new URL('objects/', folder))) {
      for (const attribute of names(`objects/${file}`)) {
        if (['name', 'code', 'count', 'type'].includes(attribute)) continue; // of the OCSF dictionary
        expect(dictionary[attribute]?.description, `${file}: ${attribute}`).toBeTruthy();
      }
    }
  });
});
