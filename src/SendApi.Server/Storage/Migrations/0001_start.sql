-- Shared by both engines. $id$ is text compared byte by byte; $narrow$ keeps a table of short rows in its key's own tree,
-- where the engine has that; $updated$ leaves room in the pages for rows that change; times are Unix microseconds, flags 0 or 1.
-- A comment "owner: Folder" above a table names the only folder that writes it.

-- owner: Accounts
CREATE TABLE accounts (
  id $id$ NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  plan TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- owner: Keys
CREATE TABLE api_keys (
  id $id$ NOT NULL PRIMARY KEY,
  account_id $id$ NOT NULL,
  name TEXT NOT NULL,
  prefix TEXT NOT NULL,
  hash $id$ NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  is_test BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  revoked_at BIGINT
);

-- owner: Providers
CREATE TABLE providers (
  id $id$ NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  settings TEXT NOT NULL,
  is_default BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

-- The key is also the order of lists: an id sorts by the time it was made.
-- owner: Delivery
CREATE TABLE messages (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  key_id $id$ NOT NULL,
  recipient TEXT NOT NULL,
  sender TEXT,
  content TEXT NOT NULL,
  encoding BIGINT NOT NULL,
  segments BIGINT NOT NULL,
  status BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  send_at BIGINT,
  valid_until BIGINT NOT NULL,
  callback_url TEXT,
  metadata TEXT,
  provider TEXT,
  error_code BIGINT,
  error_message TEXT,
  PRIMARY KEY (account_id, is_test, id)
) $updated$;

-- The queue: one row for each message that still has to leave. A lease moves due_at to its own end,
-- so a row that is due and still holds a token belonged to a worker that died. Each row stands in one of the two indexes.
-- owner: Delivery
CREATE TABLE outbox (
  message_id $id$ NOT NULL PRIMARY KEY,
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempt BIGINT NOT NULL,
  lease_token $id$
) $narrow$;
CREATE INDEX outbox_due ON outbox (is_test, due_at) WHERE lease_token IS NULL;
CREATE INDEX outbox_leased ON outbox (due_at) WHERE lease_token IS NOT NULL;

-- owner: Delivery
CREATE TABLE message_events (
  account_id $id$ NOT NULL,
  message_id $id$ NOT NULL,
  id $id$ NOT NULL,
  at BIGINT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (account_id, message_id, id)
);

-- The provider's own ids, one for each part: what receipts are matched by.
-- owner: Delivery
CREATE TABLE provider_messages (
  provider $id$ NOT NULL,
  provider_id $id$ NOT NULL,
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  message_id $id$ NOT NULL,
  parts BIGINT NOT NULL,
  status BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (provider_id, provider)
) $narrow$;
CREATE INDEX provider_messages_long ON provider_messages (message_id) WHERE parts > 1;

-- Receipts that found no message yet: mostly those that were quicker than the answer to the submit.
-- owner: Delivery
CREATE TABLE orphan_receipts (
  id $id$ NOT NULL PRIMARY KEY,
  provider $id$ NOT NULL,
  provider_id $id$ NOT NULL,
  receipt TEXT NOT NULL,
  received_at BIGINT NOT NULL
);
CREATE INDEX orphan_receipts_of ON orphan_receipts (provider_id, provider);
CREATE INDEX orphan_receipts_age ON orphan_receipts (received_at);

-- owner: Storage
CREATE TABLE idempotency (
  key_id $id$ NOT NULL,
  idempotency_key $id$ NOT NULL,
  fingerprint $id$ NOT NULL,
  status BIGINT NOT NULL,
  location TEXT,
  body TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (key_id, idempotency_key)
);
CREATE INDEX idempotency_age ON idempotency (created_at);
