import { describe, expect, it } from 'vitest';
import { inferDevice, type ZoneFact } from '../src/index.ts';

const zone = (purdueLevel: ZoneFact['purdueLevel']): ZoneFact => ({ id: 'z', siteId: 's', name: 'Cell 1', purdueLevel, targetSecurityLevel: 2, cidrs: [] });

describe('device inference', () => {
  it('takes what answers a control protocol for a controller at level 1', () => {
    const guess = inferDevice({ zone: zone(2), serves: ['http', 'modbus'], uses: [] });
    expect(guess).toMatchObject({ deviceClass: 'OT', purdueLevel: 1, confidence: 0.9 });
    expect(guess.evidence).toEqual(['answers modbus as a controller does', 'in zone Cell 1 (level 2)']);
  });

  it('takes what commands controllers for a supervisor, wherever it stands', () => {
    expect(inferDevice({ zone: zone(3), serves: [], uses: ['modbus'] })).toMatchObject({ deviceClass: 'OT', purdueLevel: 3, confidence: 0.7 });
    expect(inferDevice({ zone: zone(4), serves: [], uses: ['modbus'] })).toMatchObject({ deviceClass: 'OT', purdueLevel: 2 });
  });

  it('says how little it knows from the zone alone, and less without one', () => {
    expect(inferDevice({ zone: zone(1), serves: [], uses: ['http'] })).toMatchObject({ deviceClass: 'OT', purdueLevel: 1, confidence: 0.4 });
    expect(inferDevice({ zone: zone(4), serves: [], uses: [] })).toMatchObject({ deviceClass: 'IT', purdueLevel: 4, confidence: 0.4 });
    expect(inferDevice({ serves: [], uses: [] })).toEqual({ deviceClass: 'IT', confidence: 0.2, evidence: ['nothing but addresses was seen'] });
  });

  it('knows medical, building and IoT speech', () => {
    expect(inferDevice({ serves: ['dicom'], uses: [] }).deviceClass).toBe('IoMT');
    expect(inferDevice({ serves: ['bacnet'], uses: [] }).deviceClass).toBe('IIoT');
    expect(inferDevice({ serves: [], uses: ['mqtt'] }).deviceClass).toBe('IoT');
  });
});
