import assert from 'node:assert/strict';
import {useStage, waitFor} from './harness/index.ts';
import {incidentFile, incidentText, waitForText} from './incidents.ts';

const checkout = incidentFile('2026-11-22-checkout-latency-k7q2');
const search = incidentFile('2026-11-22-search-is-slow-m4x7');
const mail = incidentFile('2026-11-21-mail-is-late-p3w8');
const review = incidentFile('2026-11-20-login-fails-b5t2');

describe('Classification, recovery and review', () => {
  const stage = useStage({
    files: {
      'sitrep.yaml': 'people:\n  alice: {name: Alice Example, emails: [alice@example.org], team: payments}\n  bob: {name: Bob Example, team: payments}\nteams:\n  payments: {}\n',
      [checkout]: incidentText({title: 'Checkout latency', status: 'triage', severity: 'undetermined', facts: ['services:', '  - {name: checkout}']}),
      [search]: incidentText({title: 'Search is slow'}),
      [mail]: incidentText({title: 'Mail is late'}),
      [review]: incidentText({
        title: 'Login fails',
        status: 'resolved',
        facts: ['actions: [{id: a00001, title: Alert on failed logins}]'],
        entries: ['{id: m00001, at: 2026-11-22T05:30:00Z, type: mitigated}', '{id: r00001, at: 2026-11-22T05:40:00Z, type: resolved, from: monitoring, to: resolved}'],
      }),
    },
  });

  const run = async (command: string): Promise<void> => stage.workbench.runCommand(`Sitrep: ${command}`);
  /** Waits until the file says so, and shows what it says otherwise. */
  const written = async (file: string, ...wanted: readonly RegExp[]): Promise<void> => {
    await waitForText(stage.repository, file, (text) => wanted.every((one) => one.test(text)));
  };

  before(async () => {
    await stage.workbench.openView('Sitrep');
    await stage.workbench.treeItem('Checkout latency').waitFor();
  });

  describe('classifying', () => {
    before(async () => stage.workbench.openFile(checkout));

    it('goes by the matrix, from which the severity may differ', async () => {
      const {workbench} = stage;
      const {quickInput} = workbench;
      await run('Classify Incident');
      await quickInput.waitFor({title: 'Checkout latency', placeholder: 'What do you want to set?'});
      await workbench.screenshot('classify');
      await quickInput.pick('Impact and urgency');
      await quickInput.pick('medium');
      await quickInput.waitFor({placeholder: /urgency/});
      await quickInput.pick('high');
      await quickInput.waitFor({placeholder: 'Severity'});
      await waitFor(async () => (await quickInput.row('SEV3').innerText()).includes('suggested by the matrix'), 'the suggestion');
      await workbench.screenshot('classify-severity');
      await quickInput.pick('SEV2');
      await quickInput.waitFor({message: /Why\?/});
      await quickInput.enter('a key customer');
      await written(checkout, /^impact: medium$/m, /^urgency: high$/m, /^severity: SEV2$/m, /type: severity\n(.*\n)*? +from: undetermined\n(.*\n)*? +to: SEV2\n(.*\n)*? +reason: a key customer/);
      await workbench.treeItem(/^Active/).waitFor();
    });

    it('goes by severity, priority or type alone, and again', async () => {
      const {quickInput} = stage.workbench;
      await run('Classify Incident');
      await quickInput.pick('Severity');
      await quickInput.waitFor({placeholder: 'Severity'});
      await quickInput.pick('SEV1');
      await quickInput.waitFor({message: /Why\?/});
      await quickInput.enter('payments affected too');
      await written(checkout, /^severity: SEV1$/m, /from: SEV2\n(.*\n)*? +to: SEV1\n(.*\n)*? +reason: payments affected too/);

      await run('Classify Incident');
      await quickInput.pick('Priority');
      await quickInput.waitFor({placeholder: 'Priority'});
      await quickInput.pick('P2');
      await quickInput.waitFor({message: /Why\?/});
      await quickInput.enter('');
      await written(checkout, /^priority: P2$/m, /type: priority/);

      await run('Classify Incident');
      await quickInput.pick('Type');
      await quickInput.waitFor({placeholder: /What kind/});
      await quickInput.accept();
      await quickInput.waitFor({message: /Why\?/});
      await quickInput.enter('');
      await written(checkout, /^type: \S+$/m);
    });

    it('writes nothing when it is cancelled at the reason', async () => {
      const {repository, workbench} = stage;
      const before = repository.read(checkout);
      await run('Classify Incident');
      await workbench.quickInput.pick('Severity');
      await workbench.quickInput.waitFor({placeholder: 'Severity'});
      await workbench.quickInput.pick('SEV4');
      await workbench.quickInput.waitFor({message: /Why\?/});
      await workbench.quickInput.escape();
      await workbench.quickInput.waitUntilClosed();
      assert.equal(repository.read(checkout), before);
    });
  });

  describe('roles', () => {
    it('assigns roles, to a person of the process or to one whose name is typed', async () => {
      const {workbench} = stage;
      const {quickInput} = workbench;
      await run('Assign Role');
      await quickInput.waitFor({placeholder: 'Which role?'});
      await workbench.screenshot('assign-role');
      await quickInput.pick('commander');
      await quickInput.waitFor({placeholder: /Who is commander/});
      await workbench.screenshot('assign-person');
      await quickInput.accept();
      await written(checkout, /commander: alice/);

      await run('Assign Role');
      await quickInput.pick('scribe');
      await quickInput.waitFor({placeholder: /Who is scribe/});
      await quickInput.type('bo');
      await quickInput.row(/^\s*bo\s*$/).waitFor();
      await quickInput.pick('bo');
      await written(checkout, /scribe: bo$/m);

      await workbench.expand(workbench.treeItem('Checkout latency'));
      await workbench.expand(workbench.treeItem(/^People/));
      await workbench.treeItem(/^scribe.*bo/).waitFor();
      await workbench.inlineActionToBeAsked(workbench.treeItem(/^commander/), 'Assign Role');
      await quickInput.waitFor({placeholder: /Who is commander/});
      await quickInput.pick('bob');
      await written(checkout, /commander: bob/, /from: alice\n(.*\n)*? +to: bob/);
    });
  });

  describe('the condition of a service', () => {
    it('is down, degraded or normal, with how that was verified, or without', async () => {
      const {workbench} = stage;
      const {quickInput} = workbench;
      await workbench.expand(workbench.treeItem(/^Services/));
      const service = workbench.treeItem(/^checkout/);
      await service.waitFor();
      await workbench.contextMenu(service, 'Set Service Condition');
      await quickInput.waitFor({title: 'Checkout latency · checkout', placeholder: 'How is checkout now?'});
      await workbench.screenshot('condition');
      await quickInput.pick('down');
      await written(checkout, /name: checkout, condition: down/, /type: condition/);

      await workbench.contextMenu(workbench.treeItem(/^checkout.*down/), 'Set Service Condition');
      await quickInput.pick('normal');
      await quickInput.waitFor({message: /How was it verified/});
      await quickInput.accept();
      await written(checkout, /name: checkout, condition: normal/);
      assert.doesNotMatch(stage.repository.read(checkout), /how:/);

      await workbench.contextMenu(workbench.treeItem(/^checkout.*normal/), 'Verify Service as Normal');
      await quickInput.waitFor({message: /How was it verified/});
      await quickInput.enter('no errors for 15 min');
      await written(checkout, /how: no errors for 15 min/);
      await workbench.treeItem(/^checkout.*verified: no errors for 15 min/).waitFor();

      await workbench.contextMenu(workbench.treeItem(/^checkout.*verified/), 'Set Service Condition');
      await quickInput.pick('degraded');
      await written(checkout, /name: checkout, condition: degraded/);
      await workbench.treeItem(/^checkout.*degraded/).waitFor();
    });
  });

  describe('the status', () => {
    it('passes its gate when all is supplied; cancelled halfway, nothing is written', async () => {
      const {repository, workbench} = stage;
      const {quickInput} = workbench;
      const before = repository.read(checkout);
      await run('Change Status');
      await quickInput.waitFor({placeholder: 'The status is triage. What is it now?'});
      await workbench.screenshot('status');
      await quickInput.pick('resolved');
      await quickInput.waitFor({placeholder: /Before “resolved”: verify checkout, record when it was mitigated/});
      await workbench.screenshot('gate');
      await quickInput.pick('Supply what is missing');
      await quickInput.waitFor({message: /How was it verified/});
      await quickInput.accept();
      await quickInput.waitFor({message: /Say how/});
      await quickInput.enter('a test order');
      await quickInput.waitFor({message: /UTC|mitigated/});
      await quickInput.escape();
      await quickInput.waitUntilClosed();
      assert.equal(repository.read(checkout), before);

      await run('Change Status');
      await quickInput.pick('resolved');
      await quickInput.waitFor({placeholder: /Before “resolved”/});
      await quickInput.pick('Supply what is missing');
      await quickInput.waitFor({message: /How was it verified/});
      await quickInput.enter('a test order');
      await quickInput.waitFor({message: /UTC/});
      await quickInput.accept();
      await written(checkout, /^status: resolved$/m, /how: a test order/, /type: mitigated/, /type: resolved/);
      await workbench.treeItem(/^Awaiting review/).waitFor();

      // One command, one change to take back.
      await run('Undo Last Change');
      await waitForText(repository, checkout, (text) => text === before);
    });

    it('passes its gate with an override, which is recorded', async () => {
      const {quickInput} = stage.workbench;
      await run('Change Status');
      await quickInput.pick('resolved');
      await quickInput.waitFor({placeholder: /Before “resolved”/});
      await quickInput.pick('Go on without');
      await quickInput.waitFor({message: /Why go on although/});
      await quickInput.accept();
      await quickInput.waitFor({message: 'A reason is needed.'});
      await quickInput.enter('the customer has left');
      await written(checkout, /^status: resolved$/m, /override: the customer has left/);
    });

    it('is reopened, and keeps the earlier stamps', async () => {
      const {repository, workbench} = stage;
      const {quickInput} = workbench;
      const resolved = /id: (\S+)\n +at: \S+\n +type: resolved/.exec(repository.read(checkout))?.[0] ?? 'no resolved';
      await workbench.expand(workbench.treeItem(/^Awaiting review/));
      await workbench.contextMenu(workbench.treeItem(/^Checkout latency.*resolved/), 'Reopen Incident');
      await quickInput.waitFor({message: /Why is it reopened/});
      await quickInput.enter('it came back');
      await written(checkout, /^status: investigating$/m, /type: reopened/, /reason: it came back/);
      assert.ok(repository.read(checkout).includes(resolved));
      await run('Reopen Incident');
      await workbench.waitForNotification(/it is still open/);
      await workbench.clearNotifications();
    });

    it('asks why an incident is cancelled, and of which other it is a duplicate', async () => {
      const {repository, workbench} = stage;
      const {quickInput} = workbench;
      const before = repository.read(search);
      await workbench.openFile(search);
      await run('Change Status');
      await quickInput.pick('cancelled');
      await quickInput.waitFor({message: 'Why?'});
      await quickInput.accept();
      await quickInput.waitFor({message: 'A reason is needed.'});
      await quickInput.escape();
      await quickInput.waitUntilClosed();
      assert.equal(repository.read(search), before);

      await run('Change Status');
      await quickInput.pick('duplicate');
      await quickInput.waitFor({message: 'Why?'});
      await quickInput.enter('the same pool');
      await quickInput.waitFor({placeholder: 'Which incident goes on instead?'});
      await workbench.screenshot('duplicate-of');
      await quickInput.pick('Checkout latency');
      await written(search, /^status: duplicate$/m, /reason: the same pool/, /id: 2026-11-22-checkout-latency-k7q2\n +kind: duplicate-of|kind: duplicate-of/);

      await workbench.openFile(mail);
      await run('Change Status');
      await quickInput.pick('cancelled');
      await quickInput.waitFor({message: 'Why?'});
      await quickInput.enter('a false alarm');
      await written(mail, /^status: cancelled$/m, /reason: a false alarm/);
      await workbench.treeItem(/^Closed/).waitFor();
    });

    it('is closed once the actions have owner, date and kind, and the review is published', async () => {
      const {workbench} = stage;
      const {quickInput} = workbench;
      await workbench.expand(workbench.treeItem(/^Awaiting review/));
      await workbench.contextMenu(workbench.treeItem('Login fails'), 'Close Incident');
      await quickInput.waitFor({placeholder: /Before “closed”: publish the review, give “Alert on failed logins” an owner, a due date and a kind/});
      await workbench.screenshot('close');
      await quickInput.pick('Supply what is missing');
      await quickInput.waitFor({placeholder: /Is the postmortem read/});
      await quickInput.accept();
      await quickInput.waitFor({title: 'Login fails · Alert on failed logins', placeholder: 'Who owns it?'});
      await quickInput.pick('bob');
      await quickInput.waitFor({message: /When is it due/});
      await quickInput.enter('2027-01-15');
      await quickInput.waitFor({placeholder: /What kind of action/});
      await quickInput.pick('detect');
      await written(review, /^status: closed$/m, /owner: bob/, /due: 2027-01-15/, /kind: detect/, /state: published/, /type: closed/);
    });
  });

  describe('afterwards', () => {
    it('offers an incident that is closed for what is still to be done afterwards', async () => {
      const {workbench} = stage;
      const {quickInput} = workbench;
      await workbench.runCommand('View: Close All Editors');
      await run('Set Action State');
      await quickInput.waitFor({placeholder: 'Which incident?'});
      await workbench.screenshot('which-incident');
      await quickInput.pick('Login fails');
      await quickInput.waitFor({placeholder: 'Which action?'});
      await quickInput.pick('Alert on failed logins');
      await quickInput.waitFor({placeholder: 'How does it stand?'});
      await quickInput.pick('done');
      await written(review, /state: done/);
    });
  });
});
