-- Texts that people send to our numbers, and the people who wrote STOP.

-- Whose number or short code it is. provider: empty where it does not matter which one brings the text.
-- owner: Inbound
CREATE TABLE inbound_numbers (
  number $id$ NOT NULL,
  provider $id$ NOT NULL,
  account_id $id$ NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (number, provider)
);

-- account_id is empty while nobody knows whose text it is. missing: so many of its parts never came.
-- owner: Inbound
CREATE TABLE inbound_messages (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  provider $id$ NOT NULL,
  sender $id$ NOT NULL,
  recipient $id$ NOT NULL,
  content TEXT NOT NULL,
  parts BIGINT NOT NULL,
  missing BIGINT NOT NULL,
  keyword TEXT,
  reply_id $id$,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, is_test, id)
);
CREATE INDEX inbound_messages_from ON inbound_messages (sender, id);
CREATE INDEX inbound_messages_to ON inbound_messages (recipient, id);

-- The providers' own ids of what was taken in: what comes again is dropped.
-- owner: Inbound
CREATE TABLE inbound_seen (
  provider $id$ NOT NULL,
  provider_id $id$ NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (provider, provider_id)
) $narrow$;
CREATE INDEX inbound_seen_age ON inbound_seen (at);

-- Long texts whose parts are being gathered, and for an hour those that were put together, so that a part that comes twice is known.
-- id: of the text that they will be.
-- owner: Inbound
CREATE TABLE inbound_sets (
  provider $id$ NOT NULL,
  sender $id$ NOT NULL,
  recipient $id$ NOT NULL,
  reference BIGINT NOT NULL,
  total BIGINT NOT NULL,
  is_test BIGINT NOT NULL,
  id $id$ NOT NULL,
  begun_at BIGINT NOT NULL,
  done_at BIGINT,
  PRIMARY KEY (provider, sender, recipient, reference, total)
);
CREATE INDEX inbound_sets_waiting ON inbound_sets (begun_at) WHERE done_at IS NULL;
CREATE INDEX inbound_sets_done ON inbound_sets (done_at) WHERE done_at IS NOT NULL;

-- content: the UTF-16 units in base64, since a part may end in the middle of a character.
-- owner: Inbound
CREATE TABLE inbound_parts (
  set_id $id$ NOT NULL,
  number BIGINT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (set_id, number)
) $narrow$;

-- When a keyword was last answered, so that it is answered once a day.
-- owner: Inbound
CREATE TABLE inbound_replies (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  address $id$ NOT NULL,
  number $id$ NOT NULL,
  keyword $id$ NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (account_id, is_test, address, number, keyword)
) $narrow$;
CREATE INDEX inbound_replies_age ON inbound_replies (at);

-- Who wrote STOP to a number: nothing more goes there from that sender.
-- owner: Delivery
CREATE TABLE sender_stops (
  account_id $id$ NOT NULL,
  is_test BIGINT NOT NULL,
  address $id$ NOT NULL,
  sender $id$ NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, is_test, address, sender)
) $narrow$;
