// How the sample's shop, Harbour, handles incidents: its sitrep.yaml.

/** @param years whose public holidays are listed */
export function processFile(years: readonly number[]): string {
  const holidays = years.flatMap((year) => [`${year}-05-01`, `${year}-12-25`]).join(', ');
  return `# How Harbour handles incidents. What is not said here is as Sitrep has it built in.

language: en

services:
  storefront:
    title: Shop pages
    owner: shop
    tier: 1
    depends_on: [search, checkout]
    paths: [services/storefront/**]
    runbooks: [runbooks/rollback-deploy.md]
    recovery_checks:
      - The home page and one product page open from three regions
      - A basket survives a reload
  checkout:
    title: Basket and payment
    owner: payments
    tier: 1
    depends_on: [ledger, delivery]
    paths: [services/checkout/**]
    runbooks: [runbooks/checkout-pool-exhausted.md, runbooks/rollback-deploy.md]
    recovery_checks:
      - A test purchase with the test card goes through
      - p99 stays below 800 ms for 30 minutes
  ledger:
    title: Orders and money
    owner: payments
    tier: 1
    paths: [services/ledger/**]
    runbooks: [runbooks/ledger-queue-full.md]
    recovery_checks:
      - The queue is empty
      - Orders and payments of the last hour agree
  search:
    title: Search and suggestions
    owner: shop
    tier: 2
    paths: [services/search/**]
    recovery_checks: [The ten most frequent searches find something]
  delivery:
    title: Delivery dates and parcel labels
    owner: shop
    tier: 2
    paths: [services/delivery/**]
    recovery_checks: [A label prints within ten seconds]

teams:
  shop: {title: Shop, contact: "#shop"}
  payments: {title: Payments, contact: "#payments"}
  support: {title: Customer support, contact: "#support"}
  communications: {title: Communications, contact: press@example.org}

people:
  alice: {name: Alice Ngo, emails: [alice@example.org], team: payments, zone: Europe/Paris, contact: "#payments"}
  bob: {name: Bob Okafor, emails: [bob@example.org], team: communications, zone: Europe/Paris}
  carol: {name: Carol Lindqvist, emails: [carol@example.org], team: shop, zone: Europe/Stockholm}
  dave: {name: Dave Moreau, emails: [dave@example.org], team: support, zone: Europe/Paris}
  erin: {name: Erin Castelo, emails: [erin@example.org, erin.castelo@example.org], team: payments, zone: Europe/Lisbon}
  farid: {name: Farid Haddad, emails: [farid@example.org], team: shop, zone: Europe/Paris}

oncall:
  payments: {services: [checkout, ledger], people: [alice, erin], from: ${(years[0] ?? 2026)}-01-05T09:00+01:00, every: 7d}
  shop: {services: [storefront, search, delivery], people: [carol, farid], from: ${(years[0] ?? 2026)}-01-05T09:00+01:00, every: 7d}

types:
  availability:
    meaning: Something is down
    playbook:
      teams: [support, communications]
      roles: [commander, communications, operations, scribe]
      runbooks: [runbooks/rollback-deploy.md]
      tasks:
        - {id: support-brief, title: Tell support what to answer, team: support}
        - {id: shop-banner, title: Put a banner on every page that still opens, team: communications}
  performance:
    meaning: Something works, but slower than promised
    playbook:
      tasks:
        - {id: support-brief, title: Tell support what to answer, team: support}
  data-loss:
    meaning: Data is lost or wrong
    playbook:
      teams: [support]
      tasks:
        - {id: count-records, title: Count the records that are wrong or missing, team: payments}
        - {id: support-brief, title: Tell support what to answer, team: support}
  privacy:
    meaning: Personal data was seen by somebody who must not see it
    deadlines: [{name: Notice to the data protection authority, after: 72h, from: detected}]

# What customers read instead of our words.
glossary:
  p99: the slowest one in a hundred
  pod: server
  rollback: return to yesterday's version

slas:
  SEV1: {actions_days: 30}
  SEV2: {actions_days: 60}

calendar:
  zone: Europe/Paris
  working_days: [mon, tue, wed, thu, fri]
  holidays: [${holidays}]

# Card and bank account numbers never leave an incident.
masks:
  - "[0-9]{13,19}"
  - "FR[0-9]{2}[0-9A-Z ]{20,30}"

# Runbooks ask twice before these.
destructive:
  - "kubectl (delete|drain)"
  - "(?i)drop table"
`;
}
