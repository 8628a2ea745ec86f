-- The ways that a one-time code may still take.

-- sealed: the code, encrypted, as long as it may have to be sent once more. steps: the channels that are left, in their order.
-- earlier: the texts that brought it before the one in message_id. look_at: when it is looked at next.
ALTER TABLE verifications ADD COLUMN sealed TEXT;
ALTER TABLE verifications ADD COLUMN steps TEXT;
ALTER TABLE verifications ADD COLUMN earlier TEXT;
ALTER TABLE verifications ADD COLUMN look_at BIGINT;
CREATE INDEX verifications_look ON verifications (look_at) WHERE look_at IS NOT NULL;

-- What became of texts with codes, until it was heard: who writes carriers' answers down touches no verification.
-- owner: Delivery
CREATE TABLE code_news (
  id $id$ NOT NULL PRIMARY KEY,
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  verification_id $id$ NOT NULL,
  message_id $id$ NOT NULL,
  provider $id$,
  status BIGINT NOT NULL
) $narrow$;

-- When a carrier last confirmed that a code arrived. The silence of one that never does says nothing.
-- owner: Verify
CREATE TABLE code_carriers (
  provider $id$ NOT NULL PRIMARY KEY,
  confirmed_at BIGINT NOT NULL
) $narrow$;
