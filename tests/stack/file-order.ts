import { BaseSequencer, type TestSpecification } from 'vitest/node';

const ORDER = ['tests/scenarios/', 'tests/portal/', 'tests/faults/'];

/** Runs the stories first and the tests that kill processes last. */
export class FileOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = (file: TestSpecification): number => ORDER.findIndex((folder) => file.moduleId.includes(folder));
    return [...files].sort((a, b) => rank(a) - rank(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
