-- Bulk sends. A batch is stored whole before its rows are taken in, portion by portion.

-- status: 10 processing, 20 canceling, 50 queued, 80 canceled. next_row: the first row that was not judged yet; cost in millionths.
-- lease: whose turn it is to go on. Who takes rows in names the token and the row he began with, so none is taken twice.
-- owner: Delivery
CREATE TABLE batches (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  key_id $id$ NOT NULL,
  status BIGINT NOT NULL,
  total BIGINT NOT NULL,
  accepted BIGINT NOT NULL,
  rejected BIGINT NOT NULL,
  cost BIGINT NOT NULL,
  next_row BIGINT NOT NULL,
  idempotency_key $id$,
  created_at BIGINT NOT NULL,
  finished_at BIGINT,
  lease_token $id$,
  lease_until BIGINT NOT NULL,
  PRIMARY KEY (account_id, is_test, id)
) $updated$;
CREATE INDEX batches_undone ON batches (lease_until) WHERE status < 50;

-- What a batch was asked for with, as JSON, until all its rows are judged.
-- owner: Delivery
CREATE TABLE batch_requests (
  batch_id $id$ NOT NULL PRIMARY KEY,
  request TEXT NOT NULL
);

-- The rows that were not taken in. recipient: as it was sent, cut short where it is no number.
-- owner: Delivery
CREATE TABLE batch_rejections (
  batch_id $id$ NOT NULL,
  row_index BIGINT NOT NULL,
  recipient TEXT NOT NULL,
  code BIGINT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (batch_id, row_index)
) $narrow$;

CREATE INDEX messages_batch ON messages (batch_id, id) WHERE batch_id IS NOT NULL;
