// What a browser test needs: one server and one workbench for each mocha file.
import {createTestRepository, type TestRepository, type TestRepositoryOptions} from '../../repository.ts';
import {startServer, type ServerOptions, type TestServer} from './server.ts';
import {openWorkbench, type Workbench, type WorkbenchOptions} from './workbench.ts';

export {createTestRepository, type TestRepository} from '../../repository.ts';
export {QuickInput, type QuickInputLook} from './quickInput.ts';
export {startServer, type ServerOptions, type TestServer} from './server.ts';
export {waitFor} from './waitFor.ts';
export {openWorkbench, Workbench, type WorkbenchOptions} from './workbench.ts';

export interface Stage {
  readonly repository: TestRepository;
  readonly server: TestServer;
  readonly workbench: Workbench;
}

export interface StageOptions extends TestRepositoryOptions, Omit<ServerOptions, 'folder'>, Omit<WorkbenchOptions, 'folder'> {
  /** False for an empty window. */
  openFolder?: boolean;
  /** Opened instead of the repository: a folder or a `.code-workspace` file. */
  open?: string;
}

/**
 * Sets up a repository, a server and a workbench before the tests of a `describe` and takes them down afterwards. A test
 * that fails leaves a screenshot. The stage's properties exist once the tests run.
 */
export function useStage(options: StageOptions = {}): Stage {
  let repository: TestRepository | undefined;
  let server: TestServer | undefined;
  let workbench: Workbench | undefined;

  before(async function () {
    this.timeout(120_000);
    repository = createTestRepository(options);
    server = await startServer({...options, ...(options.openFolder === false ? {} : {folder: options.open ?? repository.folder})});
    workbench = await openWorkbench(server, options);
  });
  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const name = `failed-${test.fullTitle().replaceAll(/[^\w-]+/g, '-')}`.slice(0, 120);
    await workbench?.screenshot(name).catch(() => undefined);
  });
  after(async () => {
    await workbench?.close();
    await server?.stop();
    repository?.dispose();
  });

  return {
    get repository() {
      return present(repository);
    },
    get server() {
      return present(server);
    },
    get workbench() {
      return present(workbench);
    },
  };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The stage is set only while tests run.');
  return value;
}
