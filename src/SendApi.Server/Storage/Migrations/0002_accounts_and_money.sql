-- Plans and standing of accounts, limits of keys, counters, the ledger, prices and suppressions.
-- Money is in millionths of a US dollar.

-- What a plan allows; null is unlimited. The operator may change every row.
-- owner: Accounts
CREATE TABLE plans (
  name $id$ NOT NULL PRIMARY KEY,
  rank BIGINT NOT NULL,
  requests_per_minute BIGINT NOT NULL,
  sms_quota BIGINT,
  email_quota BIGINT,
  otp_quota BIGINT,
  whatsapp_quota BIGINT,
  session_quota BIGINT,
  is_prepaid BIGINT NOT NULL,
  discounts TEXT NOT NULL
);
INSERT INTO plans (name, rank, requests_per_minute, sms_quota, email_quota, otp_quota, whatsapp_quota, session_quota, is_prepaid, discounts) VALUES
  ('Starter', 1, 60, 100, 5000, 200, 1000, 1, 1, '[]'),
  ('Growth', 2, 300, 500, 25000, 1000, 50000, 3, 1, '[]'),
  ('Business', 3, 1000, 2000, 100000, 5000, NULL, 10, 1, '[{"from_segments":1000,"percent":3}]'),
  ('Enterprise', 4, 2000, NULL, NULL, NULL, NULL, NULL, 1, '[{"from_segments":10000,"percent":5},{"from_segments":100000,"percent":10}]'),
  ('Unlimited', 5, 1000000, NULL, NULL, NULL, NULL, NULL, 0, '[]');

ALTER TABLE accounts ADD COLUMN period_anchor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN subscription TEXT NOT NULL DEFAULT 'active';
ALTER TABLE accounts ADD COLUMN trial_ends_at BIGINT;
ALTER TABLE accounts ADD COLUMN suspended_at BIGINT;
ALTER TABLE accounts ADD COLUMN suspended_reason TEXT;
ALTER TABLE accounts ADD COLUMN policy TEXT;
ALTER TABLE accounts ADD COLUMN is_operator BIGINT NOT NULL DEFAULT 0;
UPDATE accounts SET period_anchor = created_at;
UPDATE accounts SET is_operator = 1 WHERE name = 'default';

-- owner: People
CREATE TABLE account_members (
  account_id $id$ NOT NULL,
  email $id$ NOT NULL,
  role TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, email)
);

ALTER TABLE api_keys ADD COLUMN networks TEXT;
ALTER TABLE api_keys ADD COLUMN spend_limit BIGINT;
ALTER TABLE api_keys ADD COLUMN recipient_limit BIGINT;
ALTER TABLE api_keys ADD COLUMN last_used_at BIGINT;
ALTER TABLE api_keys ADD COLUMN replaced_by $id$;
CREATE INDEX api_keys_of ON api_keys (account_id, id);

ALTER TABLE messages ADD COLUMN price BIGINT NOT NULL DEFAULT 0;
-- Without the account: whom a text goes to tells messages apart already, and each comparison on the way of an accept is shorter.
CREATE INDEX messages_to ON messages (recipient, id);

-- How much was used of a kind since a moment: the start of a billing period, or of a day for kinds that end in .day.
-- owner: Usage
CREATE TABLE usage_counters (
  account_id $id$ NOT NULL,
  kind $id$ NOT NULL,
  period BIGINT NOT NULL,
  used BIGINT NOT NULL,
  PRIMARY KEY (account_id, kind, period)
) $narrow$ $updated$;

-- The share of a quota that was passed, once for each period.
-- owner: Usage
CREATE TABLE usage_warnings (
  account_id $id$ NOT NULL,
  kind $id$ NOT NULL,
  period BIGINT NOT NULL,
  percent BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (account_id, kind, period, percent)
);

-- The books of an account: funding (what was paid in, below zero), available, reserved and spent. Their sum is always zero.
-- owner: Ledger
CREATE TABLE ledger_balances (
  account_id $id$ NOT NULL,
  book $id$ NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (account_id, book),
  CHECK (amount >= 0 OR book = 'funding')
) $narrow$ $updated$;

-- One row moves an amount from one book to another, so no row can be out of balance. The id of a message's reservation and
-- of its one ending (settled or given back) follow from the message's id, so neither can be written twice.
-- owner: Ledger
CREATE TABLE ledger_entries (
  account_id $id$ NOT NULL,
  id $id$ NOT NULL,
  at BIGINT NOT NULL,
  kind $id$ NOT NULL,
  source $id$ NOT NULL,
  target $id$ NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  message_id $id$,
  reference TEXT,
  note TEXT,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX ledger_entries_reference ON ledger_entries (account_id, reference) WHERE reference IS NOT NULL;
CREATE INDEX ledger_entries_time ON ledger_entries (account_id, at, id);

-- The price of a segment by dial prefix; the longest prefix that fits wins. While the table is empty the shipped sample list is in force.
-- owner: Ledger
CREATE TABLE sms_prices (
  prefix $id$ NOT NULL PRIMARY KEY,
  country TEXT NOT NULL,
  amount BIGINT NOT NULL
) $narrow$;

-- owner: Ledger
CREATE TABLE price_imports (
  version BIGINT NOT NULL PRIMARY KEY,
  imported_at BIGINT NOT NULL,
  prefixes BIGINT NOT NULL
);

-- owner: Suppressions
CREATE TABLE suppressions (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  address $id$ NOT NULL,
  channel $id$ NOT NULL,
  id $id$ NOT NULL,
  reason TEXT NOT NULL,
  source TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, is_test, address, channel)
) $narrow$;
CREATE UNIQUE INDEX suppressions_id ON suppressions (account_id, is_test, id);
