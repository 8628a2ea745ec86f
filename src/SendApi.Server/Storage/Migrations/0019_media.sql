-- The files of WhatsApp messages. The bytes stand in the data folder under media/, a folder an account, each under its id; here is what they are.

-- message_id: the message that has it; without words of that message the file goes too. state: whether the bytes are there. reference: where a
-- received file is at the gateway. attempts and next_at: how often that was asked for it, and when next; next_at is null where nothing is to be fetched.
-- owner: WhatsApp
CREATE TABLE media (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  message_id $id$ NOT NULL,
  session_id $id$ NOT NULL,
  content_type TEXT NOT NULL,
  filename TEXT,
  size BIGINT NOT NULL,
  sha256 TEXT,
  state BIGINT NOT NULL,
  reason TEXT,
  reference TEXT,
  attempts BIGINT NOT NULL,
  next_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, is_test, id)
);
CREATE UNIQUE INDEX media_id ON media (id);
CREATE INDEX media_due ON media (next_at) WHERE next_at IS NOT NULL;
