-- Messages that became uncertain, so that they are found without an index on a status that every message changes.
-- A row stays until somebody settled the message or a receipt ended it. is_spent: the one resend was used, or there will be none.
-- owner: Delivery
CREATE TABLE uncertain_messages (
  message_id $id$ NOT NULL PRIMARY KEY,
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  traffic_class BIGINT NOT NULL,
  since BIGINT NOT NULL,
  is_spent BIGINT NOT NULL DEFAULT 0
) $narrow$;
CREATE INDEX uncertain_messages_due ON uncertain_messages (traffic_class, since) WHERE is_spent = 0;

INSERT INTO uncertain_messages (message_id, account_id, is_test, traffic_class, since, is_spent)
SELECT id, account_id, is_test, traffic_class, updated_at, 1 FROM messages WHERE status = 40;
