// One incident, from the empty repository to closed, as a person would do it in the workbench.
// To be extended: only the first step is here.
import type {Workbench} from './harness/index.ts';

export interface StepResult {
  /** Counted from 1. */
  number: number;
  name: string;
  ok: boolean;
  error?: string;
}

export interface MainJobOptions {
  /** Where the screenshot of each step goes is the workbench's affair; this only says whether to take them. */
  shots: boolean;
  onStep: (result: StepResult) => void;
}

type Step = [name: string, play: (workbench: Workbench) => Promise<void>];

const steps: readonly Step[] = [
  [
    'The palette offers to initialise a repository',
    async (workbench) => {
      const titles = await workbench.paletteTitles('Sitrep');
      if (!titles.includes('Sitrep: Initialize')) throw new Error(`The palette has only ${titles.join(', ')}.`);
    },
  ],
];

/** Plays the steps up to the first that fails; says whether all went well. */
export async function playMainJob(workbench: Workbench, {shots, onStep}: MainJobOptions): Promise<boolean> {
  for (const [index, [name, play]] of steps.entries()) {
    const result: StepResult = {number: index + 1, name, ok: true};
    try {
      await play(workbench);
    } catch (error) {
      result.ok = false;
      result.error = error instanceof Error ? error.message : String(error);
    }
    if (shots) await workbench.screenshot(`${String(index + 1).padStart(2, '0')}-${fileName(name)}`);
    onStep(result);
    if (!result.ok) return false;
  }
  return true;
}

function fileName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
