/** The `sitrep.yaml` that "Initialize" writes: every key with its default, commented out, one sentence about each. */

/**
 * The text of a new `sitrep.yaml`. Explanations start with `##` and values with `# `, so that an editor's command for
 * comments turns a value on by taking one `# ` away, and the whole file with everything turned on still says the defaults.
 */
export function initialProcessText(): string {
  return INITIAL;
}

const INITIAL = `## How this team handles incidents. Every key is optional.
## The commented values are the built-in ones: take the "# " away to change one. A key replaces its default whole.

## Language of the generated blocks in postmortems: en or fr.
language: en

## What can break, by the name that alerts and people use for it.
##   checkout: {title: Checkout, owner: payments, tier: 1, depends_on: [ledger], recovery_checks: [A test purchase works]}
# services: {}

## Who works on incidents.
##   payments: {title: Payments, contact: "#payments"}
# teams: {}

## A handle for each person; git's e-mail address finds it.
##   alice: {name: Alice Ngo, emails: [alice@example.org], team: payments, zone: Europe/Paris, contact: "+33 1 23 45 67 89"}
# people: {}

## Who is called first, turn by turn.
##   payments: {services: [checkout], people: [alice, bob], from: 2026-01-05T09:00Z, every: 7d}
# oncall: {}

## How bad it is, the worst first: how often an update is due, and whether a review is (working days until then).
# severities:
#   - {name: SEV1, priority: P1, cadence: 30m, review: required, review_days: 3, meaning: "A critical service is down or data is lost, for most customers."}
#   - {name: SEV2, priority: P2, cadence: 60m, review: required, review_days: 5, meaning: "A critical service works badly, or some customers cannot work."}
#   - {name: SEV3, priority: P3, cadence: 4h, review: optional, meaning: "Something works badly, and customers can work around it."}
#   - {name: SEV4, priority: P4, cadence: null, review: none, meaning: Hardly anybody notices.}

## How many are affected, and how much.
# impacts:
#   - {name: critical, meaning: "Most customers, or data or money at stake"}
#   - {name: high, meaning: "Many customers, or an important service"}
#   - {name: medium, meaning: "Some customers, or a way around exists"}
#   - {name: low, meaning: Hardly anybody}

## How quickly it gets worse.
# urgencies:
#   - {name: high, meaning: It gets worse by the minute}
#   - {name: medium, meaning: It gets worse by the hour}
#   - {name: low, meaning: It can wait until working hours}

## Impact, then urgency, suggest a severity.
# matrix:
#   critical: {high: SEV1, medium: SEV1, low: SEV2}
#   high: {high: SEV2, medium: SEV2, low: SEV3}
#   medium: {high: SEV3, medium: SEV3, low: SEV4}
#   low: {high: SEV4, medium: SEV4, low: SEV4}

## The way of an incident. Phases: identification, response, recovery, review, done.
# statuses:
#   - {name: triage, phase: identification}
#   - {name: investigating, phase: response}
#   - {name: identified, phase: response}
#   - {name: fixing, phase: response}
#   - {name: monitoring, phase: recovery}
#   - {name: resolved, phase: review}
#   - {name: closed, phase: done}
#   - {name: cancelled, phase: done}
#   - {name: duplicate, phase: done}

## What is asked for before a status is entered.
# gates:
#   resolved: [severity-determined, services-verified, mitigated]
#   closed: [review-published, actions-complete]
#   cancelled: [reason]
#   duplicate: [reason, other-incident]

## Who does what during an incident.
# roles:
#   commander: {duties: "Decides, delegates, and keeps the whole in view"}
#   communications: {duties: "Tells customers and management, on time and in their words"}
#   operations: {duties: Finds the cause and repairs it}
#   scribe: {duties: Keeps the timeline}

## Kinds of incident; each may have a playbook (teams, roles, runbooks, tasks) and deadlines, such as
##   deadlines: [{name: Notice to the data protection authority, after: 72h, from: detected}]
# types:
#   availability: {meaning: Something is down or slow}
#   performance: {meaning: "Something works, but worse than promised"}
#   data-loss: {meaning: Data is lost or wrong}
#   security: {meaning: "Somebody got in, or may have"}
#   privacy: {meaning: Personal data was seen by somebody who must not see it}

## Who is told. Only a technical audience gets technical words.
# audiences:
#   customers: {technical: false}
#   management: {technical: false}
#   support: {technical: false}
#   engineering: {technical: true}

## Words that customers do not know, and what to say instead.
##   p99: the slowest one in a hundred
# glossary: {}

## Days until the actions of a review should be done, by severity.
##   SEV1: {actions_days: 30}
# slas: {}

## When people work; reviews are due in working days. The zone, such as Europe/Paris, is used for people who set none.
##   zone: Europe/Paris
# calendar:
#   working_days: [mon, tue, wed, thu, fri]
#   holidays: []

## Where files are, below this one.
# folders:
#   incidents: incidents
#   runbooks: runbooks
#   templates: templates
#   drills: drills

## Labels of an alert that name the service; the first one found counts.
# alerts:
#   service_labels: [service, service_name, app]

## Patterns of what must never be published, such as account numbers.
# masks: []

## Patterns of commands in runbooks that are asked about twice.
# destructive: []

## How grave a rule's findings are: off, info, warning or error.
# checks: {}
`;
