// The sample's three runbooks: one a file, with the day on which it was last gone through.

export function rollbackRunbook(reviewed: string): string {
  return `---
title: Roll a deploy back
services: [storefront, checkout]
alerts: [HighErrorRate, LatencyAboveObjective]
owner: shop
reviewed: ${reviewed}
---

# Roll a deploy back

For when something broke within an hour of a deploy. Going back is never a mistake, even when the deploy turns out to be
innocent: it takes one suspect away.

## Find the deploy

\`\`\`sh
harbour deploys --service "$SERVICE" --last 5
\`\`\`

Write its number into the incident as a **deploy** entry, with the time at which it went live.

## Check that going back is safe

- [ ] The deploy changed no table and no format of stored data
- [ ] Nobody else is deploying the same service
- [ ] The commander knows

If stored data changed its format, the old version may not read what the new one wrote: talk to the owner first.

## Go back

\`\`\`sh
harbour rollback --service "$SERVICE" --to "$PREVIOUS"
harbour pods --service "$SERVICE" --watch
\`\`\`

All pods should be new and stay up for three minutes.

## See whether it helped

- [ ] The alert is silent for ten minutes
- [ ] The service's recovery checks pass
- [ ] The incident has a **mitigated** entry, or one that says that it did not help
`;
}

export function poolRunbook(reviewed: string): string {
  return `---
title: Checkout waits for database connections
services: [checkout, ledger]
alerts: [LatencyAboveObjective, PoolSaturated]
owner: payments
reviewed: ${reviewed}
---

# Checkout waits for database connections

Checkout answers slowly or not at all, and its processors are idle: requests wait for a free connection.

## See whether it is this

\`\`\`sh
harbour metrics checkout db_pool_in_use db_pool_size --last 30m
\`\`\`

It is this if both are equal on all pods. If only one pod is full, restart that pod and stop here.

## Find out who holds the connections

\`\`\`sql
select application_name, state, count(*), max(now() - state_change) as longest
from pg_stat_activity
group by 1, 2
order by 3 desc;
\`\`\`

- [ ] Many are *idle in transaction*: a code path forgets to commit; roll back the last deploy
- [ ] Many are *active* for long: look for a query without an index
- [ ] Few in all: the pool is too small for the traffic; go on below

## Give checkout more connections

The database carries 400 in all, of which the ledger needs 100.

\`\`\`sh
harbour config set checkout database.pool=100
harbour rollout checkout --one-by-one
\`\`\`

## Check

- [ ] p99 below 800 ms for ten minutes
- [ ] A test purchase goes through
`;
}

export function queueRunbook(reviewed: string): string {
  return `---
title: The ledger's queue is full
services: [ledger]
alerts: [LedgerQueueLag, BrokerDiskAlmostFull]
owner: payments
reviewed: ${reviewed}
---

# The ledger's queue is full

Paid orders wait in a queue before the ledger writes them down. When the queue's disk is full, the broker refuses new
messages: customers pay, and the order reaches neither the ledger nor the warehouse.

## How bad is it

\`\`\`sh
harbour queue status orders-paid
df -h /var/lib/broker
\`\`\`

Above 95 % treat it as SEV1: money and orders are about to part ways.

## Make room

- [ ] Old logs of the broker are deleted
- [ ] The broker's log level is back to *warn*
- [ ] The disk is below 70 %

\`\`\`sh
find /var/log/broker -name '*.log.*' -mtime +2 -delete
harbour config set broker log.level=warn
\`\`\`

## Let the ledger catch up

\`\`\`sh
harbour restart ledger-consumer
harbour queue status orders-paid --watch
\`\`\`

## Count what is missing

The incident is not over when the queue is empty: orders that were refused never reached it.

\`\`\`sh
harbour reconcile payments orders --since "$STARTED" --dry-run
\`\`\`

- [ ] Payments and orders agree since the incident began
- [ ] The warehouse has the orders
- [ ] The disk has stayed below 70 % for two hours **before** the incident is resolved
`;
}
