-- Senders that accounts register, and what the operator decided about them.

-- name: as it is shown; spelling: a number without its plus sign, so that it is there once. kind: alphanumeric, number or pool.
-- countries and numbers: separated by spaces; no country means all. status: pending, approved or rejected.
-- owner: Senders
CREATE TABLE sender_ids (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  name TEXT NOT NULL,
  spelling $id$ NOT NULL,
  kind TEXT NOT NULL,
  countries TEXT NOT NULL,
  numbers TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  is_default BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  decided_at BIGINT,
  PRIMARY KEY (account_id, is_test, id)
);
CREATE UNIQUE INDEX sender_ids_spelling ON sender_ids (account_id, is_test, spelling);
CREATE UNIQUE INDEX sender_ids_id ON sender_ids (id);
CREATE INDEX sender_ids_status ON sender_ids (status, id);
