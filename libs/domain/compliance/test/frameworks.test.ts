import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate, frameworks } from '../src/index.ts';
import { goodMonth } from './facts-fixture.ts';

const root = join(import.meta.dirname, '../src/frameworks');
const folders = readdirSync(root).filter((name) => existsSync(join(root, name, 'framework.ts'))).sort();

describe('every framework folder', () => {
  it('is registered under its own name', () => {
    expect(frameworks.map((framework) => framework.id)).toEqual(folders);
  });

  it.each(frameworks.map((framework) => [framework.id, framework] as const))('%s says where its ids come from and how each control is proven', (_id, framework) => {
    for (const word of [framework.title, framework.version, framework.licence, framework.source]) expect(word).not.toBe('');
    const ids = framework.controls.map((control) => control.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(framework.controls.some((control) => control.proof.kind === 'query')).toBe(true);
    for (const { proof, title, group } of framework.controls) {
      expect(proof.kind === 'query' ? proof.query.question : proof.reason).toMatch(/\w{3}/);
      expect(title && group).not.toBe('');
    }
    expect(evaluate(framework, goodMonth()).map((assessment) => assessment.controlId)).toEqual(ids);
  });
});
