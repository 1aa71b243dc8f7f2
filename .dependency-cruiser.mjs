// The walls between the layers: imports point downwards only. See docs/architecture.md.
/** @typedef {import('dependency-cruiser').IForbiddenRuleType} Rule */

// Without an installed `vscode` the import resolves to its types.
const vscode = '^vscode$|node_modules/@types/vscode/';

/**
 * @param {string} layer
 * @param {string[]} allowed what the layer may import of src, besides itself
 * @returns {Rule}
 */
function layer(layer, allowed) {
  const open = [`^src/${layer}/`, ...allowed].join('|');
  return {
    name: `${layer}-imports-downwards`,
    severity: 'error',
    from: {path: `^src/${layer}/`},
    to: {path: '^src/', pathNot: open},
  };
}

/**
 * @param {string} layer
 * @returns {Rule}
 */
function withoutVSCode(layer) {
  return {name: `${layer}-without-vscode`, severity: 'error', from: {path: `^src/${layer}/`}, to: {path: vscode}};
}

/**
 * @param {string} layer
 * @returns {Rule}
 */
function withoutNode(layer) {
  return {name: `${layer}-without-node`, severity: 'error', from: {path: `^src/${layer}/`}, to: {dependencyTypes: ['core']}};
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {name: 'no-circles', severity: 'error', from: {}, to: {circular: true}},
    {name: 'resolvable', severity: 'error', from: {path: '^src/'}, to: {couldNotResolve: true, pathNot: '^vscode$|\\.css$'}},
    {
      name: 'no-development-packages-in-products',
      severity: 'error',
      from: {path: '^src/'},
      to: {dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'], pathNot: '^vscode$|node_modules/@types/'},
    },
    {name: 'protocol-imports-nothing', severity: 'error', from: {path: '^src/webview/protocol\\.ts$'}, to: {}},

    layer('core', []),
    layer('language', ['^src/core/']),
    layer('repository', ['^src/core/']),
    layer('cli', ['^src/repository/', '^src/language/', '^src/core/']),
    layer('extension', ['^src/repository/', '^src/language/', '^src/core/', '^src/webview/protocol\\.ts$']),
    layer('webview', ['^src/core/']),

    ...['core', 'language', 'repository', 'cli', 'webview'].map(withoutVSCode),
    ...['core', 'language', 'webview'].map(withoutNode),
    {
      name: 'extension-takes-types-of-the-webview-only',
      severity: 'error',
      from: {path: '^src/extension/'},
      to: {path: '^src/webview/', dependencyTypesNot: ['type-only']},
    },
    {name: 'products-import-no-tests', severity: 'error', from: {path: '^src/'}, to: {path: '^(test|scripts)/'}},
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    tsPreCompilationDeps: true,
    tsConfig: {fileName: 'tsconfig.json'},
    enhancedResolveOptions: {exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], mainFields: ['module', 'main', 'types']},
  },
};
