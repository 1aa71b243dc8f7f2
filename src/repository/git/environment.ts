/**
 * In which surroundings git runs, and everything that simple-git must be told to allow them. Git shall work here as it
 * does in the user's terminal: credentials, signing, hooks and the user's own configuration included.
 *
 * By itself simple-git takes `GIT_*`, `SSH_ASKPASS`, `EDITOR`, `PAGER` and their like out of the environment, and
 * refuses `GIT_INDEX_FILE`. It protects programs that put foreign text into git's arguments. Here all options are
 * constants, paths stand behind `--` as literal pathspecs, messages go by standard input, and the environment is the
 * user's own, which no file of a repository can change.
 */
import type { SimpleGitOptions } from 'simple-git';

type Allowed = Required<NonNullable<SimpleGitOptions['unsafe']>>;

/** Complete by its type: a new category of simple-git fails to compile here, to be thought about. */
const ALLOWED: Allowed = {
  // Paths of programs hold spaces and brackets: C:\Program Files (x86)\Git\cmd\git.exe
  allowUnsafeCustomBinary: true,
  // Otherwise simple-git sets GIT_TEST_DISALLOW_ABBREVIATED_OPTIONS, and hooks inherit it: `git status --porc` in one would fail.
  allowAbbreviatedOptions: true,

  // Variables of the user's environment.
  allowUnsafeAskPass: true, // GIT_ASKPASS, SSH_ASKPASS
  allowUnsafeSshCommand: true, // GIT_SSH, GIT_SSH_COMMAND
  allowUnsafeGitProxy: true, // GIT_PROXY_COMMAND
  allowUnsafeConfigPaths: true, // GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM, PREFIX
  allowUnsafeConfigEnvCount: true, // GIT_CONFIG_COUNT, GIT_CONFIG_PARAMETERS
  allowUnsafeEditor: true, // EDITOR, VISUAL, GIT_EDITOR: for hooks
  allowUnsafePager: true, // PAGER, GIT_PAGER
  allowUnsafeExec: true, // GIT_EXEC_PATH: portable installations
  allowUnsafeTemplateDir: true, // GIT_TEMPLATE_DIR
  allowUnsafeDiffExternal: true, // GIT_EXTERNAL_DIFF

  // What GIT_CONFIG_KEY_n of the user's environment may name. We set none of these.
  allowUnsafeAlias: true,
  allowUnsafeCommandBinaries: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafeInclude: true,
  allowUnsafeMergeDriver: true,
  allowUnsafePack: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSubmodule: true,
  allowUnsafeUrlRewrite: true,
};

/** Variables that lead git to another repository or change what a path means: set where a hook has started us. */
const LEADING_ASTRAY = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
  'GIT_SHALLOW_FILE',
  'GIT_GRAFT_FILE',
  'GIT_CONFIG',
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
]);

export interface GitEnvironment {
  readonly variables: NodeJS.ProcessEnv;
  readonly options: Pick<SimpleGitOptions, 'allowEnvironment' | 'unsafe'>;
}

/** @param own variables that we add for one command */
export function gitEnvironment(user: NodeJS.ProcessEnv, own: Readonly<Record<string, string>>): GitEnvironment {
  const kept = Object.entries(user).filter(([name]) => !LEADING_ASTRAY.has(name.toUpperCase()));
  const variables = { ...Object.fromEntries(kept), ...own };
  return { variables, options: { allowEnvironment: Object.keys(variables), unsafe: ALLOWED } };
}
