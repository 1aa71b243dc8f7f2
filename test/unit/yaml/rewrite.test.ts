import assert from 'node:assert/strict';
import fc from 'fast-check';
import { identitiesOf } from '../../../src/core/incident/identity.ts';
import { isJsonMap, sameJson, type Json, type JsonMap } from '../../../src/core/yaml/json.ts';
import { rewrite, type RewriteRules } from '../../../src/core/yaml/rewrite.ts';
import { parseYaml, type YamlSource } from '../../../src/core/yaml/source.ts';
import { assertOtherLinesKept } from './otherLines.ts';
import { chooser, styledYaml } from './styledYaml.ts';

const rules: RewriteRules = {
  identities: (path, items) => identitiesOf(String(path[path.length - 1]), items),
  keyOrder: () => ['schema', 'id', 'title', 'status', 'severity', 'services', 'roles', 'timeline'],
};

function source(text: string): YamlSource {
  const parsed = parseYaml(text);
  assert.ok(parsed.ok, `${JSON.stringify(text)}: ${parsed.ok ? '' : parsed.problems[0]?.message}`);
  return parsed.source;
}

function change(text: string, edit: (value: JsonMap) => void): string {
  const before = source(text);
  const meant = structuredClone(before.value);
  edit(meant);
  const result = rewrite(before, meant, rules);
  assert.ok(result.ok, `refused: ${JSON.stringify(text)} to say ${JSON.stringify(meant)}`);
  return result.text;
}

const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : assert.fail('no list'));
const map = (value: Json | undefined): JsonMap => (isJsonMap(value ?? null) ? (value as JsonMap) : assert.fail('no map'));

describe('rewriting YAML', () => {
  it('changes a value and keeps the comment beside it', () => {
    assert.equal(change('title: a   # why\nstatus: triage\n', (v) => { v['status'] = 'fixing'; }), 'title: a   # why\nstatus: fixing\n');
    assert.equal(change('title: a   # why\nstatus: triage\n', (v) => { v['title'] = 'b: c'; }), 'title: "b: c"   # why\nstatus: triage\n');
  });

  it('adds an entry behind the last one, in the style of the list', () => {
    const text = 'timeline:\n- id: a1\n  type: note # first\n\n# the end\n';
    assert.equal(
      change(text, (v) => { list(v['timeline']).push({ id: 'b2', text: 'two\nlines' }); }),
      'timeline:\n- id: a1\n  type: note # first\n- id: b2\n  text: |-\n    two\n    lines\n\n# the end\n',
    );
  });

  it('keeps CRLF, the byte-order mark and a missing final newline', () => {
    assert.equal(
      change('\ufefftitle: a\r\ntimeline:\r\n  - id: a1', (v) => { list(v['timeline']).push({ id: 'b2', x: 'q' }); }),
      '\ufefftitle: a\r\ntimeline:\r\n  - id: a1\r\n  - id: b2\r\n    x: q',
    );
  });

  it('fills an empty list, with a comment beside it', () => {
    for (const empty of ['[]', '', 'null', '~', '[ ]']) {
      const head = `timeline:${empty === '' ? '' : ` ${empty}`}`;
      assert.equal(
        change(`${head} # none\nz: 1\n`, (v) => { v['timeline'] = [{ id: 'a1' }]; }).replace(/ +# none/, ' # none'),
        'timeline: # none\n  - id: a1\nz: 1\n',
      );
    }
  });

  it('empties a list and a map', () => {
    assert.equal(change('roles: # who\n  commander: alice # her\nz: 1\n', (v) => { delete map(v['roles'])['commander']; }), 'roles: {} # who\nz: 1\n');
    assert.equal(change('timeline:\n  - id: a1\n    x: 1\nz: 1\n', (v) => { v['timeline'] = []; }), 'timeline: []\nz: 1\n');
  });

  it('places a new key where it usually stands', () => {
    assert.equal(change('schema: s\ntimeline: []\n', (v) => { v['severity'] = 'SEV1'; }), 'schema: s\nseverity: SEV1\ntimeline: []\n');
    assert.equal(change('timeline: []\n', (v) => { v['schema'] = 's'; }), 'schema: s\ntimeline: []\n');
    assert.equal(change('schema: s\ntimeline: []\nown: 1', (v) => { v['other'] = 2; }), 'schema: s\ntimeline: []\nown: 1\nother: 2');
  });

  it('removes the first key behind a dash', () => {
    assert.equal(change('t:\n  - x: 1 # c\n    id: a\n', (v) => { delete map(list(v['t'])[0])['x']; }), 't:\n  - id: a\n');
  });

  it('edits flow collections in place', () => {
    const text = 'roles: { commander: alice,  ops: [ carol,erin ], } # them\n';
    assert.equal(change(text, (v) => { map(v['roles'])['scribe'] = 'dave'; }), 'roles: { commander: alice,  ops: [ carol,erin ], scribe: dave, } # them\n');
    assert.equal(change(text, (v) => { list(map(v['roles'])['ops']).shift(); }), 'roles: { commander: alice,  ops: [ erin ], } # them\n');
    assert.equal(change(text, (v) => { delete map(v['roles'])['ops']; }), 'roles: { commander: alice, } # them\n');
    assert.equal(change('a: [x, # first\n  y]\n', (v) => { list(v['a']).pop(); }), 'a: [x # first\n  ]\n');
  });

  it('lets an alias keep what it stood for', () => {
    assert.equal(change('a: &n alice\nb: *n\n', (v) => { v['a'] = 'bob'; }), 'a: &n bob\nb: alice\n');
    assert.equal(change('a: &n {x: 1}\nb: *n\n', (v) => { map(v['b'])['x'] = 2; }), 'a: &n {x: 1}\nb:\n  x: 2\n');
    assert.equal(change('a: &n {x: 1}\nb: *n\n', (v) => { delete v['a']; }), 'b: {x: 1}\n');
  });

  it('quotes what other readers of YAML would take for something else', () => {
    for (const text of ['yes', 'off', '14:05', '1e3', '0x1F', 'null', '~', '', ' x', '# no', '@a', 'a: b', '- x', '&a', '*a', '!x', '%x', '`x`', '\u0000', '\ud83d', '\u2028', '\ufeff', 'é', '"', "'", '{', '[a', 'a,b', '- - -', '...', '---', '\t', 'a\n\nb\n', '\n', 'a\r\nb', '>', '|', '? x', '<<', '=']) {
      for (const start of ['title: a\nb: [a, {c: d}]\nl:\n  - a\n', "title: 'a'\nb: [a, {c: d}]\nl:\n- a\n"]) {
        const changed = change(start, (v) => {
          v['title'] = text;
          list(v['b'])[0] = text;
          map(list(v['b'])[1])['c'] = text;
          list(v['l'])[0] = text;
          v['fresh'] = text;
        });
        assert.equal(source(changed).value['title'], text);
      }
    }
  });

  it('says exactly what was meant and leaves all other lines alone', () => {
    fc.assert(
      fc.property(fileModel, fc.integer({ min: 1 }), fc.array(fc.integer({ min: 1 }), { minLength: 1, maxLength: 4 }), (model, seed, changes) => {
        const { text, hasAlias } = styledYaml(model, seed);
        const before = source(text);
        assert.ok(sameJson(before.value, model), `the test's own writer erred: ${text}`);
        const meant = structuredClone(model);
        for (const one of changes) mutate(meant, one);
        const result = rewrite(before, meant, rules);
        assert.ok(result.ok, `refused: ${JSON.stringify(text)} to say ${JSON.stringify(meant)}`);
        const after = source(result.text);
        assert.ok(sameJson(after.value, meant));
        if (sameJson(meant, model)) assert.equal(result.text, text);
        if (!hasAlias) assertOtherLinesKept(before, after);
      }),
      { numRuns: 1500 },
    );
  }).timeout(60_000);
});

const word = fc.constantFrom('a', 'b', 'alice', 'carol', 'SEV1', 'x y', "it's", 'p: q', '# c', '2026-11-22T05:00Z~', 'yes', '14:05', 'é', '', ' lead', 'a\nb', 'two\n\nlines', '[x', '*x', 'a, b');
const scalar: fc.Arbitrary<Json> = fc.oneof({ weight: 5, arbitrary: word }, fc.integer({ min: 0, max: 99 }), fc.boolean(), fc.constant(null));
const entry = fc.dictionary(fc.constantFrom('at', 'type', 'text', 'by', 'own key'), scalar, { minKeys: 0, maxKeys: 4 });
const entries = fc.array(entry, { maxLength: 5 }).map((items) => items.map((item, index) => ({ id: `e${index}`, ...item })));
const services = fc.uniqueArray(fc.constantFrom('api', 'db', 'web'), { maxLength: 3 }).chain((names) =>
  fc.tuple(...names.map((name) => fc.constantFrom('down', 'normal').map((condition) => ({ name, condition })))),
);
const fileModel: fc.Arbitrary<JsonMap> = fc
  .record({
    schema: fc.constant('sitrep/v1'),
    title: word,
    status: word,
    roles: fc.dictionary(fc.constantFrom('commander', 'ops', 'scribe'), fc.oneof(word, fc.array(word, { maxLength: 3 })), { maxKeys: 3 }),
    services,
    timeline: entries,
    review: fc.record({ state: word, reviewers: fc.uniqueArray(word, { maxLength: 3 }) }),
    empty: fc.constantFrom(null, [], {}),
    'own key': fc.oneof(scalar, fc.array(fc.array(scalar, { maxLength: 2 }), { maxLength: 2 })),
  }, { requiredKeys: ['schema', 'title', 'timeline'] })
  .map((value) => value as JsonMap);

/** One of the things that operations do. */
function mutate(model: JsonMap, seed: number): void {
  const pick = chooser(seed);
  const values: Json[] = ['new', 'a: b', 'x\ny', '', 7, true, 'yes', ['p', 'q'], 'line\n\n# not a comment\n'];
  const value = structuredClone(values[pick(values.length)] ?? null);
  const timeline = model['timeline'];
  const target = Array.isArray(timeline) && timeline.length > 0 ? timeline[pick(timeline.length)] : undefined;
  switch (pick(11)) {
    case 0: model['title'] = String(value); break;
    case 1: model['severity'] = value; break;
    case 2: if (Array.isArray(timeline)) timeline.splice(pick(timeline.length + 1), 0, { id: `n${pick(1000)}`, at: '2026-11-22T05:00Z', text: value }); break;
    case 3: if (Array.isArray(timeline)) timeline.splice(pick(timeline.length + 1), 1); break;
    case 4: if (isJsonMap(target ?? null)) (target as JsonMap)['text'] = value; break;
    case 5: if (isJsonMap(target ?? null)) delete (target as JsonMap)['at']; break;
    case 6: model['roles'] = isJsonMap(model['roles'] ?? null) ? { ...(model['roles'] as JsonMap), ops: ['erin', 'bob'] } : { commander: 'zoe' }; break;
    case 7: if (Array.isArray(model['services'])) model['services'].push({ name: `s${pick(1000)}`, condition: 'down' }); else model['services'] = [{ name: 'one' }]; break;
    case 8: model['empty'] = [{ id: 'q', a: [1] }, 'x']; break;
    case 9: { const keys = Object.keys(model).filter((key) => key !== 'schema'); const key = keys[pick(keys.length)]; if (key) delete model[key]; break; }
    default: model['review'] = isJsonMap(model['review'] ?? null) ? { ...(model['review'] as JsonMap), state: value } : { state: 'draft' };
  }
}
