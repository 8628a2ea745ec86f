-- One-time codes. Of a code only a keyed hash stays here.

-- sealed: the words of a message that holds a code, encrypted, until it has left; content holds them with the code blotted out.
ALTER TABLE messages ADD COLUMN sealed TEXT;
ALTER TABLE messages ADD COLUMN verification_id $id$;
CREATE INDEX messages_sealed ON messages (valid_until) WHERE sealed IS NOT NULL;

-- owner: Verify
CREATE TABLE verifications (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  key_id $id$ NOT NULL,
  recipient $id$ NOT NULL,
  channel $id$ NOT NULL,
  locale $id$ NOT NULL,
  brand TEXT,
  code_hash TEXT NOT NULL,
  status BIGINT NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  message_id $id$ NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (account_id, is_test, id)
);
CREATE INDEX verifications_recipient ON verifications (account_id, is_test, recipient, id);
CREATE INDEX verifications_pending ON verifications (expires_at) WHERE status = 10;

-- What happened to a verification, line by line; never a code.
-- owner: Verify
CREATE TABLE verification_events (
  account_id $id$ NOT NULL,
  verification_id $id$ NOT NULL,
  id $id$ NOT NULL,
  at BIGINT NOT NULL,
  type $id$ NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (account_id, verification_id, id)
) $narrow$;

-- When codes were sent lately. subject: a keyed hash of the recipient or of the network that asked, over all accounts where that is what is limited.
-- owner: Verify
CREATE TABLE verify_windows (
  subject $id$ NOT NULL PRIMARY KEY,
  entries TEXT NOT NULL,
  updated_at BIGINT NOT NULL
) $narrow$;
CREATE INDEX verify_windows_age ON verify_windows (updated_at);
