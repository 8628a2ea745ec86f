-- Webhooks, the events that they tell of, and the queue of their deliveries. $place$ is a whole number that grows with each row.

-- events holds patterns separated by spaces. Secrets are sealed under the installation's key.
-- owner: Webhooks
CREATE TABLE webhooks (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  is_active BIGINT NOT NULL,
  secret TEXT NOT NULL,
  previous_secret TEXT,
  previous_until BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, is_test, id)
);

-- What the callbacks of single messages are signed with. Without a row that is a secret nobody was shown yet.
-- owner: Webhooks
CREATE TABLE callback_secrets (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  secret TEXT NOT NULL,
  previous_secret TEXT,
  previous_until BIGINT,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, is_test)
);

-- How an endpoint answers; without a row, well. full_since: its queue is at its bound, and what comes is not queued.
-- owner: Events
CREATE TABLE webhook_health (
  webhook_id $id$ NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL DEFAULT 0,
  failing_since BIGINT,
  paused_until BIGINT,
  last_error TEXT,
  full_since BIGINT,
  switched_off_at BIGINT,
  switched_off_why TEXT
);

-- What happened, as it is told. Kept where a webhook, a listener or a callback wanted to know of it. The key is also the order of replays.
-- owner: Events
CREATE TABLE events (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  type TEXT NOT NULL,
  subject $id$ NOT NULL,
  at BIGINT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (account_id, is_test, id)
);

-- What became of one event for one endpoint, written with the first attempt; until then it stands only in the queue.
-- url: of a callback; a webhook's own is read when it is called. log: one JSON object an attempt, with commas between them.
-- owner: Events
CREATE TABLE webhook_deliveries (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  webhook_id $id$ NOT NULL,
  event_id $id$ NOT NULL,
  type TEXT NOT NULL,
  subject $id$ NOT NULL,
  url TEXT,
  status BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  next_attempt_at BIGINT,
  log TEXT NOT NULL,
  PRIMARY KEY (account_id, is_test, id)
);
CREATE INDEX webhook_deliveries_of ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_undone ON webhook_deliveries (webhook_id, status, id) WHERE status >= 20;
CREATE INDEX webhook_deliveries_about ON webhook_deliveries (subject, id);

-- What still has to be delivered. place is the order of what happened to one subject. A lease moves due_at to its own end,
-- so what a dead worker left is due again by itself: it is delivered at least once. id is that of the delivery.
-- owner: Events
CREATE TABLE webhook_queue (
  place $place$,
  id $id$ NOT NULL,
  webhook_id $id$ NOT NULL,
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  event_id $id$ NOT NULL,
  type TEXT NOT NULL,
  subject $id$ NOT NULL,
  url TEXT,
  created_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  lease_token $id$
);
CREATE UNIQUE INDEX webhook_queue_id ON webhook_queue (id);
CREATE INDEX webhook_queue_due ON webhook_queue (webhook_id, due_at);
CREATE INDEX webhook_queue_subject ON webhook_queue (subject, place);

-- Developers who follow events on a stream; a row whose stream broke runs out.
-- owner: Events
CREATE TABLE event_listeners (
  id $id$ NOT NULL PRIMARY KEY,
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  key_id $id$ NOT NULL,
  events TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX event_listeners_of ON event_listeners (account_id);
