import { describe, expect, it } from 'vitest';
import { storable } from '../src/activities/storable.ts';

describe('what goes into PostgreSQL', () => {
  it('holds no NUL and no lone surrogate, in values and keys, at any depth', () => {
    expect(storable({ 'a\0': ['x\0y', { b: 'high \ud800 end' }], n: 1, none: null, fine: '😀' })).toEqual({ 'a\ufffd': ['x\ufffdy', { b: 'high \ufffd end' }], n: 1, none: null, fine: '😀' });
  });
});
